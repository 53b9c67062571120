package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.Map;
import java.util.Random;

/** One generated policy set and world, asked of our engine and of the official one. */
final class EngineComparison {
    /** Of a hundred, the last 75 told little that was new: each set has some seven different answers, and three of them by the tenth request. */
    static final int REQUESTS = 25;

    private static final int POLICIES = 14;

    private final long seed;
    private final Random random;
    private final PolicyGenerator policies;
    private final WorldGenerator worlds;
    private final Map<String, Integer> outcomes;

    /** @param outcomes counts what came out; shared by all comparisons */
    EngineComparison(long seed, Map<String, Integer> outcomes) {
        this.seed = seed;
        this.random = new Random(seed);
        this.policies = new PolicyGenerator(random);
        this.worlds = new WorldGenerator(random);
        this.outcomes = outcomes;
    }

    void run() {
        try {
            compare(draft());
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private Draft draft() throws Exception {
        var draft = new Draft();
        for (var i = 0; i < POLICIES; i++) add(draft, "p" + i, policies.policy());
        add(draft, "template", policies.template());
        for (var i = 0; i < 3; i++) {
            var slots = Map.of("?principal", new EntityUid("User", String.valueOf(i)));
            assertThat(draft.link(new TemplateLink("link" + i, "template", slots)))
                    .isNull();
        }
        return draft;
    }

    private static void add(Draft draft, String id, String policy) throws Exception {
        var statement = Statement.of(new PolicyFile(id, "@id(\"" + id + "\") " + policy))
                .get(0);
        try {
            assertThat(draft.add(statement, OfficialCedar.policies(statement.source())))
                    .isNull();
        } catch (OfficialCedar.Unreadable e) {
            throw new AssertionError("the generator wrote what is not Cedar: " + policy, e);
        }
    }

    private void compare(Draft draft) throws Exception {
        var ours = PolicySet.compile(PolicyJson.policies(draft.json()));
        var theirs = draft.official();
        theirs.cache();
        var world = worlds.entities();
        var known = Entities.of(EntityJson.withoutSchema().entities(world));
        var official = com.cedarpolicy.model.entity.Entities.parse(world.toString());
        for (var i = 0; i < REQUESTS; i++) {
            var context = worlds.attributes();
            var request = new Request(
                    uid("User"),
                    new EntityUid("Action", PolicyGenerator.ACTIONS.get(random.nextInt(3))),
                    uid("Doc"),
                    EntityJson.withoutSchema().context(new EntityUid("Action", "any"), context));
            var answer = ours.decide(request, known);
            count(
                    answer.allowed(),
                    answer.determining().isEmpty(),
                    answer.errors().isEmpty());
            assertThat(OfficialAnswer.like(answer))
                    .as(() -> "seed " + seed + "\n" + request + "\n" + context + "\n" + answer.errors() + "\n"
                            + draft.json())
                    .isEqualTo(OfficialAnswer.to(request, context.toString(), theirs, official));
        }
    }

    private void count(boolean allowed, boolean byDefault, boolean clean) {
        outcomes.merge(allowed ? "allow" : byDefault ? "deny by default" : "forbidden", 1, Integer::sum);
        outcomes.merge(clean ? "without errors" : "with errors", 1, Integer::sum);
    }

    private EntityUid uid(String usual) {
        var type = random.nextInt(5) == 0 ? "Team" : usual;
        return new EntityUid(type, String.valueOf(random.nextInt(4)));
    }
}
