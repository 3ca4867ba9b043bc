package words

import "testing"

func TestANameThatAPersonGaveWinsOverTheOneThatAPeerGivesItself(t *testing.T) {
	for want, names := range map[string][2]string{"": {"", ""}, "“Ada”": {"", "Ada"}, "Grace": {"Grace", "Ada"}} {
		if got := Called(names[0], names[1]); got != want {
			t.Errorf("%q is called %q, want %q", names, got, want)
		}
	}
}
