package node

import (
	"context"
	"errors"

	"hinny/app/api"
	"hinny/index/query"
	"hinny/network"
	"hinny/network/find"
	"hinny/share"
)

// told gives an error the code by which a program chooses what to do. The
// words are the error's own.
func told(code api.Code, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return &api.Error{Code: code, Message: err.Error()}
}

// explained gives an error of the parts below its code.
func explained(err error) error {
	if _, ok := errors.AsType[*api.Error](err); ok {
		return err
	}
	if _, ok := errors.AsType[*query.Error](err); ok {
		return told(api.CodeUsage, err)
	}
	for _, known := range []struct {
		err  error
		code api.Code
	}{
		{share.ErrBadRoot, api.CodeUsage},
		{share.ErrNotFound, api.CodeNotFound},
		{find.ErrUnknownPeer, api.CodeNotFound},
		{network.ErrBadAddress, api.CodeUsage},
		{network.ErrSelf, api.CodeUsage},
		{network.ErrUnreachable, api.CodeUnreachable},
		{network.ErrWrongPeer, api.CodeUnreachable},
	} {
		if errors.Is(err, known.err) {
			return told(known.code, err)
		}
	}
	return told(api.CodeFailed, err)
}
