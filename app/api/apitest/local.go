package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Lister = (*Memory)(nil)

// LocalFolders implements api.Lister: there is one folder, in which nothing is.
func (m *Memory) LocalFolders(_ context.Context, path string) ([]api.LocalFolder, error) {
	switch path {
	case "":
		return []api.LocalFolder{{Path: "/", Refused: "is a whole drive"}}, nil
	case "/":
		return []api.LocalFolder{}, nil
	}
	return nil, &api.Error{Code: api.CodeNotFound, Message: path + " does not exist"}
}
