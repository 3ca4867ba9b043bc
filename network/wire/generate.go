package wire

// protoc-gen-go is pinned by the tool directive of go.mod; protoc is Debian's
// protobuf-compiler.

//go:generate sh -c "go build -o ../../bin/protoc-gen-go google.golang.org/protobuf/cmd/protoc-gen-go && PATH=../../bin:$PATH protoc --go_out=. --go_opt=paths=source_relative *.proto"
