package verify

// charts renders the charts that Applications install.
func (v *verifier) charts() {}
