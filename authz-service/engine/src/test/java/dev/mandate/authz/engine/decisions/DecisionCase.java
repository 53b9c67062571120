package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One case of {@code decisions/*.yml}: who asks what, what is different from the usual world, and what is expected. */
public record DecisionCase(Map<String, Object> yaml) {

    String name() {
        return text("case");
    }

    boolean denies() {
        return text("expect").startsWith("deny");
    }

    /** The usual world with what this case says is different, but for what {@code without} names. */
    DecisionWorld world(Predicate<String> without) {
        var world = new DecisionWorld();
        map("given").forEach((what, names) -> {
            for (var name : (List<?>) names) if (!without.test(what)) given(world, what, String.valueOf(name));
        });
        return world;
    }

    void check() {
        var world = world(what -> false);
        var verdict = world.decide(question());
        var answer = verdict.allowed() ? "allow" : "deny " + verdict.reason().code();
        assertThat(answer).as("%s (%s)", name(), verdict.explanation()).isEqualTo(text("expect"));
        if (yaml.containsKey("because")) assertThat(verdict.explanation()).contains(text("because"));
        if (yaml.containsKey("about"))
            assertThat(verdict.guards().get(verdict.guards().size() - 1).about())
                    .isEqualTo(text("about"));
        if (verdict.allowed()) assertThat(verdict.guards()).allMatch(guard -> guard.passed());
    }

    private static void given(DecisionWorld world, String what, String name) {
        switch (what) {
            case "disabled" -> world.identity(name, Status.DISABLED, null, 1);
            case "suspended" -> world.identity(name, Status.SUSPENDED, null, 1);
            case "stopped by hand" ->
                world.identity(name, Status.SUSPENDED, IdentityState.STOPPED + "it looks odd", null, 1);
            case "rehired" -> world.employment(name, Employment.ACTIVE, 2);
            case "rehire told by identity-service alone" -> world.identity(name, Status.ACTIVE, null, 2);
            case "rehired, which identity-service has told" -> {
                world.employment(name, Employment.ACTIVE, 2);
                world.identity(name, Status.ACTIVE, DecisionWorld.NOW.minusSeconds(1), 2);
            }
            case "accepted again" -> world.identity(name, Status.ACTIVE, DecisionWorld.NOW.minusSeconds(1), 2);
            case "tokens void" -> world.identity(name, Status.ACTIVE, DecisionWorld.NOW.minusSeconds(1), 1);
            case "left" -> world.employment(name, Employment.ENDED, 1);
            case "revoked" -> world.delegationIs(name, DelegationState.Status.REVOKED, later());
            case "expired" -> world.delegationIs(name, DelegationState.Status.ACTIVE, DecisionWorld.NOW);
            case "stale" -> world.completeUntil.put(name, DecisionWorld.NOW.minusSeconds(31));
            case "stale risk" -> world.riskCompleteUntil = DecisionWorld.NOW.minusSeconds(31);
            case "unreadable identity" ->
                world.directory.identities().unreadable(DecisionWorld.id(name).value());
            case "unreadable access" ->
                world.directory.access().unreadable(DecisionWorld.id(name).value());
            case "unreadable catalogue" -> world.directory.catalogue().unreadable(name);
            case "unreadable delegation" -> world.delegations.states().unreadable("del_" + name);
            case "unknown delegation" -> world.delegations.states().forget("del_" + name);
            case "unknown identity" ->
                world.directory.identities().forget(DecisionWorld.id(name).value());
            default -> throw new IllegalArgumentException("no such circumstance: " + what);
        }
    }

    private static Instant later() {
        return DecisionWorld.NOW.plusSeconds(3600);
    }

    Question question() {
        var subject = text("subject");
        var id = DecisionWorld.id(subject);
        var call = yaml.containsKey("call");
        var resource = call ? new String[] {"tool", text("call")} : text("use").split("/", 2);
        var issued = DecisionWorld.NOW.minusSeconds(((Number) yaml.getOrDefault("token age", 30)).longValue());
        return new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of(call ? "call" : "use"),
                resource[0],
                resource[1],
                map("arguments"),
                Map.of(),
                Optional.ofNullable((String) yaml.get("under"))
                        .map(DecisionWorld::delegationId)
                        .orElse(null),
                null,
                Question.Proof.of(List.of(new Question.Token(id.value(), issued))),
                "test",
                null,
                null);
    }

    /** @param under a delegation; null without one */
    public static Question call(String subject, String under, String tool, Map<String, Object> arguments) {
        var yaml = new HashMap<String, Object>(Map.of("subject", subject, "call", tool, "arguments", arguments));
        if (under != null) yaml.put("under", under);
        return new DecisionCase(yaml).question();
    }

    private String text(String member) {
        return String.valueOf(yaml.get(member));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String member) {
        return (Map<String, Object>) yaml.getOrDefault(member, Map.of());
    }
}
