package dev.mandate.identity.clients.metadata;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a scope lets its holder do, for the person in whose name he does it. */
public final class ScopeWords {
    private static final Map<String, String> IDENTITY = Map.ofEntries(
            Map.entry("openid", "know who you are"),
            Map.entry("profile", "know your name and employee number"),
            Map.entry("email", "know your mail address"),
            Map.entry("groups", "know which roles you hold"),
            Map.entry("clients:write", "register, change and stop applications and clients"),
            Map.entry("clients:read", "see applications and clients"),
            Map.entry("issuers:write", "trust, change and stop others that sign people in"),
            Map.entry("issuers:read", "see whom else Mandate trusts to sign people in"),
            Map.entry(
                    "agents:write",
                    "register, stop and hand over agents that you answer for, and make secrets by which it can act as them"),
            Map.entry("agents:read", "see agents"),
            Map.entry(
                    "workloads:write",
                    "register, suspend and hand over services and keys that you answer for, and make secrets by which it can act as them"),
            Map.entry("workloads:read", "see services, jobs and keys of software"),
            Map.entry("delegations:write", "delegate tasks to agents in your name, and revoke them"),
            Map.entry("delegations:read", "see tasks that were delegated"),
            Map.entry("identities:read", "see people and what they sign in with"),
            Map.entry("identities:write", "stop, resume and invite people, and do all that needs an administrator"),
            Map.entry("identities:sign-out", "sign you out everywhere"),
            Map.entry("keys:rotate", "revoke every signing key"),
            Map.entry("scim:write", "take people in and let them go, as an identity provider"),
            Map.entry("scim:read", "see the people that it has taken in itself"),
            Map.entry("signals:read", "hear whose account or session ended"));

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("catalog:write", "change the catalogue of applications, tools and roles"),
            Map.entry("catalog:read", "see the catalogue of applications, tools and roles"),
            Map.entry("workers:read", "see who is employed"),
            Map.entry("access:write", "give people roles and take them back"),
            Map.entry("access:read", "see who holds which roles"),
            Map.entry("approvals:answer", "say yes or no to single calls of agents in your name"),
            Map.entry("approvals:read", "see calls of agents that wait for approval"),
            Map.entry("decisions:evaluate", "ask what you may do"),
            Map.entry("decisions:gateway", "ask for decisions about anybody"),
            Map.entry("decisions:read", "see decisions and their reasons"),
            Map.entry("policies:write", "publish and activate policies"),
            Map.entry("policies:read", "see policies"),
            Map.entry("tools:call", "call tools in your name"),
            Map.entry("gateway:read", "see which tools servers list"),
            Map.entry("trail:read", "read the trail of all that was done"),
            Map.entry("recordings:read", "see what was done in sessions that you answer for"),
            Map.entry("findings:read", "see risk findings"),
            Map.entry("findings:write", "settle risk findings"),
            Map.entry("rules:read", "see risk rules"),
            Map.entry("rules:write", "publish and activate risk rules"),
            Map.entry("proposals:read", "see changes that wait for two people"),
            Map.entry("proposals:approve", "approve changes that wait for two people"),
            Map.entry("dead-letters:read", "see records that could not be taken"),
            Map.entry(
                    "dead-letters:replay",
                    "have records taken up again, or say that nothing is to be done about them"));

    private ScopeWords() {}

    /** In the order of their names; one without words is itself. */
    public static List<String> of(Collection<String> scopes) {
        return new TreeSet<>(scopes).stream().map(ScopeWords::of).toList();
    }

    static String of(String scope) {
        return Stream.of(IDENTITY, OTHERS)
                .filter(words -> words.containsKey(scope))
                .map(words -> words.get(scope))
                .findFirst()
                .orElse(scope);
    }
}
