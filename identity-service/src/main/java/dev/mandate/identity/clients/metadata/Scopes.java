package dev.mandate.identity.clients.metadata;

import dev.mandate.events.lifecycle.MandateRole;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every scope that there is, and which service it is for. */
public final class Scopes {
    public static final Set<String> OF_PERSON = Set.of(
            "delegations:write",
            "delegations:read",
            "decisions:evaluate",
            "agents:read",
            "agents:write",
            "approvals:answer",
            "workloads:read",
            "workloads:write",
            "identities:sign-out",
            "recordings:read",
            "tools:call");
    private static final String READ_PROPOSALS = "proposals:read";
    private static final String APPROVE_PROPOSALS = "proposals:approve";

    /** Changes with a far reach wait, and what could not be taken lies, in every service that keeps something of its own. */
    private static final List<String> OF_EVERY_SERVICE =
            List.of(READ_PROPOSALS, APPROVE_PROPOSALS, "dead-letters:read", "dead-letters:replay");

    /** Whoever gets one of these may propose, or do, what reaches others: two people give it. */
    public static final Set<String> FAR_REACHING = Set.of(
            "issuers:write",
            "clients:write",
            "catalog:write",
            "access:write",
            "policies:write",
            "rules:write",
            "identities:write",
            "scim:write",
            "signals:read",
            "decisions:gateway",
            APPROVE_PROPOSALS);

    private static final Set<String> OF_APPROVER = Set.of(
            READ_PROPOSALS,
            APPROVE_PROPOSALS,
            "policies:read",
            "rules:read",
            "catalog:read",
            "issuers:read",
            "clients:read",
            "access:read");

    /** Sees every session's recording by these, and the whole of none: that is for who reads the trail. */
    private static final Set<String> OF_INVESTIGATOR =
            Set.of("findings:read", "findings:write", "recordings:read", "rules:read");

    public static final Set<String> OF_AGENT = Set.of("decisions:evaluate", "tools:call");
    /** The most that a workload's tokens have of ours. */
    public static final Set<String> OF_WORKLOAD = OF_AGENT;

    public static final Set<String> OF_DELEGATION = Set.of("decisions:evaluate", "delegations:write", "tools:call");

    /** Whoever names neither scope nor audience doesn't get these: a token that lets call, approve or look is for who means to. */
    public static final Set<String> ON_REQUEST = Set.of("tools:call", "approvals:answer", "recordings:read");

    /** Of these, what no audience is enough for: whoever means his token for one service doesn't mean to answer by it. */
    public static final Set<String> BY_NAME = Set.of("approvals:answer", "recordings:read");

    /** What OpenID Connect calls scopes: who somebody is, for the application that he signs in to. */
    public static final Set<String> OF_PROFILE = Set.of("openid", "profile", "email", "groups");

    /** The most that a person's tokens have who signed in here. */
    public static final Set<String> OF_SIGN_IN =
            Stream.concat(OF_PERSON.stream(), OF_PROFILE.stream()).collect(Collectors.toUnmodifiableSet());

    /**
     * What the console may be given of a person's, to show him pages: never more than he has himself, and nothing in its own right, since
     * it has no other grant than his signing in.
     */
    public static final Set<String> OF_CONSOLE = Set.of(
            "openid",
            "profile",
            "groups",
            "approvals:answer",
            "agents:read",
            "agents:write",
            "clients:read",
            "clients:write",
            "delegations:read",
            "delegations:write",
            "identities:read",
            "identities:write",
            "recordings:read",
            "findings:read",
            "findings:write",
            "workloads:read",
            READ_PROPOSALS,
            APPROVE_PROPOSALS);

    private static final Map<String, List<String>> BY_SERVICE = Map.of(
            "identity",
                    List.of(
                            "clients:write",
                            "clients:read",
                            "issuers:write",
                            "issuers:read",
                            "agents:write",
                            "agents:read",
                            "workloads:write",
                            "workloads:read",
                            "delegations:write",
                            "delegations:read",
                            "identities:read",
                            "identities:write",
                            "identities:sign-out",
                            "keys:rotate",
                            "scim:write",
                            "scim:read",
                            "signals:read",
                            "openid",
                            "profile",
                            "email",
                            "groups"),
            "lifecycle",
                    List.of(
                            "catalog:write",
                            "catalog:read",
                            "workers:read",
                            "access:write",
                            "access:read",
                            "approvals:answer",
                            "approvals:read"),
            "authz",
                    List.of(
                            "decisions:evaluate",
                            "decisions:gateway",
                            "decisions:read",
                            "policies:write",
                            "policies:read"),
            "gateway", List.of("tools:call", "gateway:read"),
            "audit",
                    List.of(
                            "trail:read",
                            "recordings:read",
                            "findings:read",
                            "findings:write",
                            "rules:read",
                            "rules:write"));

    private Scopes() {}

    public static Set<String> all() {
        return Stream.concat(BY_SERVICE.values().stream().flatMap(List::stream), OF_EVERY_SERVICE.stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a person may ask for by a role, beside {@link #OF_PERSON}. To speak for others stays a gateway's. */
    public static Set<String> of(MandateRole role) {
        return switch (role) {
            case APPROVER -> OF_APPROVER;
            case INVESTIGATOR -> OF_INVESTIGATOR;
            case ADMINISTRATOR ->
                all().stream()
                        .filter(scope -> !scope.equals("decisions:gateway") && !OF_PROFILE.contains(scope))
                        .collect(Collectors.toSet());
        };
    }

    /** {@code aud} of a token with these scopes: {@code mandate-<service>} for each service that they are for. */
    public static List<String> audienceOf(Collection<String> scopes) {
        return BY_SERVICE.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(scopes::contains)
                        || (!entry.getKey().equals("gateway")
                                && OF_EVERY_SERVICE.stream().anyMatch(scopes::contains)))
                .map(entry -> "mandate-" + entry.getKey())
                .sorted()
                .toList();
    }

    /** Whether whoever has these may propose, or do, what reaches others. */
    public static boolean reachFar(Collection<String> scopes) {
        return scopes.stream().anyMatch(FAR_REACHING::contains);
    }

    public static Set<String> parse(String separatedBySpaces) {
        return Arrays.stream(separatedBySpaces.split(" "))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static String write(Collection<String> scopes) {
        return String.join(" ", new TreeSet<>(scopes));
    }
}
