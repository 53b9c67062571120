package dev.mandate.cli.login;

import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.running.Layout;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/** Says to a person whose token lacks a scope which role would give it. */
public final class MissingRole {
    private static final Set<String> OF_APPROVERS = Set.of(
            "proposals:read",
            "proposals:approve",
            "policies:read",
            "rules:read",
            "catalog:read",
            "issuers:read",
            "clients:read",
            "access:read");

    private static final Set<String> OF_INVESTIGATORS = Set.of("findings:read", "findings:write");

    private static final String WHAT_TO_DO =
            ". An administrator can give it to you; `deploy/mandate whoami` says who you are, and after"
                    + " `deploy/mandate logout` commands run as the bootstrap client.";

    private MissingRole() {}

    /** Empty where that isn't why it was refused, or nobody is signed in. */
    public static Optional<String> words(Exception e, Layout layout) {
        if (!(e instanceof ApiRefused refused) || !Files.exists(layout.signedIn())) return Optional.empty();
        if (refused.tokenIsForOthers()) return Optional.of(nothingThere());
        return refused.missingScope().map(MissingRole::words);
    }

    /** A person's token names the services at which he has rights, and such a service doesn't know which right was wanted. */
    static String nothingThere() {
        return "You don't hold the role mandate-administrator, and without it you have no right there" + WHAT_TO_DO;
    }

    static String words(String scope) {
        var role = OF_APPROVERS.contains(scope)
                ? "mandate-approver, nor "
                : OF_INVESTIGATORS.contains(scope) ? "mandate-investigator, nor " : "";
        return "You don't hold the role " + role + "mandate-administrator" + ", which gives the right " + scope
                + WHAT_TO_DO;
    }
}
