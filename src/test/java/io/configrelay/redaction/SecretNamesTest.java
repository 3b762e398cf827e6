package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWORD",
                "dbPassword",
                "MasterUserPassword",
                "--db-password",
                "preSharedKey",
                "PSK",
                "x-api-key",
                "PGPASSWORD",
                "AWS_SECRET_ACCESS_KEY",
                "aws_access_key",
                "clientSecret",
                "client_secret",
                "OAuthToken",
                "oauth_token",
                "private_key",
                "privateKey",
                "sslPrivateKeyPem",
                "signingKey",
                "passphrase",
                "ConnectionString",
                "AzureWebJobsConnectionString",
                "connectionstring",
                "Credentials",
                "authorization",
                "Authorization",
                "AUTH",
                "REDIS_AUTH",
                "basicAuth",
                "accountKey",
                "SharedAccessKey",
                "DB_PASS",
                "PASSWORD_2",
                "passwordOld",
                "apikey",
                "apiKey",
                "SecretString",
                "kerberosKeytab",
                "session.token",
                "jdbc.pwd",
                "_authToken",
                "bindPw",
                "Pswd",
                "Passwort",
                "hmacKey",
                "jwtKey",
                "clientKey",
                "integrationKey",
                "masterKey",
                "symmetricKey",
                "EncryptionKey",
                "accessCode",
                "registrationCode",
                "unlockCode",
                "loginPinCode",
                "mnemonic",
                "kubeconfig",
                "communityString",
                "dbPassProd",
                "USER_PASS_1",
                "VaultSecretId",
                "SlackWebhookUrl",
                "appSecretConfig"
            })
    void aSecretsNameIsKnownInAnySpelling(String name) {
        assertThat(SecretNames.secrecy(name).isSecret()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secretArn",
                "SecretsManagerSecretId",
                "passwordLength",
                "maxPasswordAge",
                "PasswordReusePrevention",
                "passwordLastUsed",
                "AuthTokenEnabled",
                "apiKeyRequired",
                "authorizationType",
                "authorizationScopes",
                "tokenKeyId",
                "accessKeyId",
                "kmsKeyId",
                "TokenValidityUnits",
                "refreshTokenValidity",
                "passwordPolicy",
                "secretName",
                "keyName",
                "publicKey",
                "creationToken",
                "clientRequestToken",
                "NextToken",
                "compass",
                "bypass",
                "monkey",
                "keyboard",
                "author",
                "authority",
                "tokenizer",
                "secretary",
                "passed",
                "PasswordResetRequired",
                "PASSWORD_FILE",
                "token.actions.githubusercontent.com:sub",
                "tokenEndpoint",
                "allowedPasswordReuse",
                "TokenDomains",
                "token-team",
                "webhookConfig",
                "",
                "-",
                "123"
            })
    void aNameAboutASecretIsNone(String name) {
        assertThat(SecretNames.secrecy(name).isSecret()).isFalse();
    }
}
