/**
 * A certificate that nobody can check, for servers of tests. The key protects nothing: both are published here.
 * Made once with openssl (P-256, CN=upgates-dev-test, valid for a hundred years).
 */
export const SELF_SIGNED: { readonly key: string; readonly cert: string } = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx/6nRd2QyimGRWZF
tRuazKwlnxy+IK74aXDSsfw85/mhRANCAAQOgCEarWuUYcGh+ar45D0Hoe4lE5RM
sPSVQlJ/FljecE888L2YcSn7wmGtx4sCCEs0dEpQh2jRgh0CmxkI9Xir
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUU92yCWODkcA9L9gRPy3E+MiSxbcwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdXBnYXRlcy1kZXYtdGVzdDAgFw0yNjExMjMyMTA1MTlaGA8y
MTI2MTAzMDIxMDUxOVowGzEZMBcGA1UEAwwQdXBnYXRlcy1kZXYtdGVzdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABA6AIRqta5RhwaH5qvjkPQeh7iUTlEyw9JVC
Un8WWN5wTzzwvZhxKfvCYa3HiwIISzR0SlCHaNGCHQKbGQj1eKujUzBRMB0GA1Ud
DgQWBBSimTl7e9oBrrehLvbq3iusxUUOuTAfBgNVHSMEGDAWgBSimTl7e9oBrreh
Lvbq3iusxUUOuTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIB4m
pWvTKRgIcpMv+fNadbVvRkgTwW8hkUI/trezN+2OAiEApHvVh+dTbRnQPIRIk/fM
ZYA3ZFEQn+nZyE5ZEFFQJ4o=
-----END CERTIFICATE-----`,
};
