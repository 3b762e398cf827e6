package io.configrelay.describe;

import java.util.Map;
import java.util.Optional;

/**
 * What people call their AWS accounts.
 *
 * @param names account id, twelve digits, to name
 */
public record Accounts(Map<String, String> names) {

    /** No account has a name. */
    public static final Accounts NONE = new Accounts(Map.of());

    /** The name of an account, if it has one. */
    Optional<String> name(String accountId) {
        return accountId == null ? Optional.empty() : Optional.ofNullable(names.get(accountId));
    }
}
