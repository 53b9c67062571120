package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ada leaves and is rehired; the records about it lie on different topics and partitions and arrive in any order. Every
 * interleaving passes through some of the states made here: any number of records of each key, independent of the others'.
 */
class RehireRaceTest {
    private static final Instant VOID = DecisionWorld.NOW.minusSeconds(10);
    private static final Instant BEFORE = DecisionWorld.NOW.minusSeconds(30);

    /** What someone does with what he had before the departure. */
    private enum Old {
        HIMSELF("ada", null, "email.send", true),
        HIS_AGENT("researcher", null, "web.browse", true),
        HIS_AGENT_WITHOUT_A_TOKEN("researcher", null, "web.browse", false),
        HIS_TASK("researcher", "task", "crm.read_contact", true),
        HIS_TASK_NAMED_BY_ID("researcher", "task", "crm.read_contact", false),
        HANDED_ON("mailer", "part", "crm.read_contact", false),
        ANOTHERS_TASK_WITH_HIS_AGENT("researcher", "pay", "payments.transfer", false);

        final String subject;
        final String under;
        final String tool;
        final boolean token;

        Old(String subject, String under, String tool, boolean token) {
            this.subject = subject;
            this.under = under;
            this.tool = tool;
            this.token = token;
        }

        Question question() {
            return ask(subject, under, tool, token ? BEFORE : null);
        }
    }

    @ParameterizedTest(name = "departure told by itself: {0}")
    @ValueSource(booleans = {true, false})
    void nothing_of_the_earlier_employment_is_allowed_once_any_record_tells_of_its_end(boolean departureByItself) {
        var keys = List.of(access(departureByItself), person(departureByItself), agent("researcher"), agent("mailer"));
        var delegations = List.of(revoked("task"), revoked("part"), revoked("pay"));
        var states = 0;
        for (var known : positions(keys)) {
            for (var revoked : positions(delegations)) {
                var world = new DecisionWorld();
                arrive(world, keys, known);
                arrive(world, delegations, revoked);
                var told = known.get(0) > 0 || known.get(1) > 0;
                for (var old : Old.values()) {
                    var allowed = world.decide(old.question()).allowed();
                    if (told && !accepted(old, known))
                        assertThat(allowed)
                                .as("%s at %s %s", old, known, revoked)
                                .isFalse();
                    else if (untouched(known) && untouched(revoked))
                        assertThat(allowed).as("%s before", old).isTrue();
                }
                states++;
            }
        }
        assertThat(states).isEqualTo(departureByItself ? 3 * 3 * 3 * 3 * 8 : 2 * 2 * 3 * 3 * 8);
    }

    @ParameterizedTest(name = "departure told by itself: {0}")
    @ValueSource(booleans = {true, false})
    void what_is_new_is_allowed_once_all_is_known(boolean departureByItself) {
        var world = new DecisionWorld();
        for (var key : List.of(access(departureByItself), person(departureByItself), agent("researcher")))
            key.forEach(record -> record.accept(world));
        world.delegation("again", null, "ada", "researcher", DecisionWorld.SCOPE, VOID);

        assertThat(world.decide(ask("ada", null, "email.send", VOID)).allowed()).isTrue();
        assertThat(world.decide(ask("researcher", null, "web.browse", VOID)).allowed())
                .isTrue();
        assertThat(world.decide(ask("researcher", "again", "crm.read_contact", VOID))
                        .allowed())
                .isTrue();
    }

    private static List<Consumer<DecisionWorld>> access(boolean departureByItself) {
        var records = new ArrayList<Consumer<DecisionWorld>>();
        if (departureByItself) records.add(world -> world.employment("ada", Employment.ENDED, 1));
        records.add(world -> world.employment("ada", Employment.ACTIVE, 2));
        return records;
    }

    private static List<Consumer<DecisionWorld>> person(boolean departureByItself) {
        var records = new ArrayList<Consumer<DecisionWorld>>();
        if (departureByItself) records.add(world -> world.identity("ada", Status.DISABLED, VOID.minusSeconds(1), 1));
        records.add(world -> world.identity("ada", Status.ACTIVE, VOID, 2));
        return records;
    }

    /** Suspended with its owner, and accepted by him when he is back. */
    private static List<Consumer<DecisionWorld>> agent(String name) {
        return List.of(
                world -> world.identity(name, Status.SUSPENDED, VOID, 1),
                world -> world.identity(name, Status.ACTIVE, VOID, 2));
    }

    private static List<Consumer<DecisionWorld>> revoked(String name) {
        return List.of(
                world -> world.delegationIs(name, DelegationState.Status.REVOKED, DecisionWorld.NOW.plusSeconds(3600)));
    }

    private static void arrive(DecisionWorld world, List<List<Consumer<DecisionWorld>>> keys, List<Integer> positions) {
        for (var i = 0; i < keys.size(); i++)
            keys.get(i).subList(0, positions.get(i)).forEach(record -> record.accept(world));
    }

    /** Accepted anew and asked about without a token, his agent is as good as a new one. */
    private static boolean accepted(Old old, List<Integer> known) {
        return old == Old.HIS_AGENT_WITHOUT_A_TOKEN && known.get(2) == 2;
    }

    private static boolean untouched(List<Integer> positions) {
        return positions.stream().allMatch(position -> position == 0);
    }

    /** How many records of each key have arrived, in every combination. */
    private static List<List<Integer>> positions(List<List<Consumer<DecisionWorld>>> keys) {
        List<List<Integer>> all = List.of(List.of());
        for (var key : keys) {
            var longer = new ArrayList<List<Integer>>();
            for (var positions : all) {
                for (var at = 0; at <= key.size(); at++) {
                    var one = new ArrayList<>(positions);
                    one.add(at);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    private static Question ask(String subject, String under, String tool, Instant tokenFrom) {
        var id = DecisionWorld.id(subject);
        return new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of("call"),
                "tool",
                tool,
                tool.equals("payments.transfer") ? Map.of("amount", 1) : Map.of(),
                Map.of(),
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                Question.Proof.of(tokenFrom == null ? List.of() : List.of(new Question.Token(id.value(), tokenFrom))),
                "test",
                null,
                null);
    }
}
