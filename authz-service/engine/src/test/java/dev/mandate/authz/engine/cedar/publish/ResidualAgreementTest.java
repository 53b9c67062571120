package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.Residual;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.HoldsOf;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Declared;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Kind;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is left of a policy where the resource isn't known says of each resource what the policy itself says: that it applies, that it doesn't, or that
 * it is in error. {@code -Dcedar.seed} repeats a run, {@code -Dcedar.sets} makes it longer.
 */
class ResidualAgreementTest {
    private static final int POLICIES = 40;
    private static final int REQUESTS = 3;
    private static final int RESOURCES = 25;
    private static final EntityUid EVERYWHERE = new EntityUid("Team", "11");

    private static final UnknownResource DOC = new UnknownResource(
            "Doc",
            Map.of(
                    "n", new Declared(Kind.LONG, "", false),
                    "m", new Declared(Kind.LONG, "", true),
                    "s", new Declared(Kind.STRING, "", true),
                    "t", new Declared(Kind.STRING, "", false),
                    "b", new Declared(Kind.BOOL, "", true),
                    "set", new Declared(Kind.STRINGS, "", true),
                    "owner", new Declared(Kind.ENTITY, "User", true),
                    "by", new Declared(Kind.ENTITY, "User", false)),
            Map.of("Team", "team"),
            Set.of(EVERYWHERE));

    @Test
    void agrees_on_whatever_can_be_written() {
        var told = compare(20_261_129L, random -> new PolicyGenerator(random)::policy);
        assertThat(told.get("told, and not of all resources alike")).isGreaterThan(50);
    }

    @Test
    void agrees_on_what_is_written_about_resources() {
        var told = compare(4_711L, random -> new ResourcePolicies(random)::policy);
        assertThat(told.get("told, and not of all resources alike")).isGreaterThan(1_000);
        assertThat(told.get("left over")).isLessThan(told.get("told, and not of all resources alike") / 4);
    }

    private interface Writer {
        String policy();
    }

    private static Map<String, Integer> compare(long usualSeed, Function<Random, Writer> writers) {
        var seed = Long.getLong("cedar.seed", usualSeed);
        var sets = Integer.getInteger("cedar.sets", 30);
        var counts = new HashMap<String, Integer>();
        for (var set = 0; set < sets; set++) {
            try {
                compare(new Random(seed + set), writers, counts);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + (seed + set), e);
            }
        }
        System.out.printf("Residuals: seed %d, %d sets, %s%n", seed, sets, counts);
        return counts;
    }

    private static void compare(Random random, Function<Random, Writer> writers, Map<String, Integer> counts)
            throws Exception {
        var writer = writers.apply(random);
        var texts = IntStream.range(0, POLICIES)
                .mapToObj(i -> "@id(\"p" + i + "\")\n" + writer.policy())
                .toList();
        var draft = new Draft();
        for (var text : texts)
            for (var statement : Statement.of(new PolicyFile("p", text)))
                draft.add(statement, OfficialCedar.policies(statement.source()));
        var policies = PolicySet.compile(PolicyJson.policies(draft.json()));
        var worlds = new WorldGenerator(random);
        var others = EntityJson.withoutSchema().entities(worlds.entities());
        for (var i = 0; i < REQUESTS; i++) {
            var request = new Request(
                    uid(random, "User"),
                    new EntityUid("Action", PolicyGenerator.ACTIONS.get(random.nextInt(3))),
                    new EntityUid("Doc", ""),
                    EntityJson.withoutSchema().context(new EntityUid("Action", "any"), worlds.attributes()));
            var residuals = policies.residuals(request, Entities.of(others), DOC);
            var resources = IntStream.range(0, RESOURCES)
                    .mapToObj(r -> resource(random))
                    .toList();
            var said = new HashMap<EntityRecord, Map<String, String>>();
            for (var resource : resources) said.put(resource, applying(policies, request, others, resource));
            for (var residual : residuals) {
                var text = texts.get(Integer.parseInt(residual.policyId().substring(1)));
                if (residual.applies() == null) counts.merge("left over", 1, Integer::sum);
                else if (agree(residual, text, said).size() > 1)
                    counts.merge("told, and not of all resources alike", 1, Integer::sum);
                else counts.merge("told of all resources alike", 1, Integer::sum);
            }
            // What isn't among them applies to none.
            var among = new HashSet<String>();
            residuals.forEach(residual -> among.add(residual.policyId()));
            for (var resource : resources)
                assertThat(among)
                        .containsAll(
                                applying(policies, request, others, resource).keySet());
        }
    }

    private static Set<String> agree(Residual residual, String text, Map<EntityRecord, Map<String, String>> theirs) {
        var said = new HashSet<String>();
        var applies = residual.applies();
        if (applies == null) throw new AssertionError();
        theirs.forEach((resource, its) -> {
            var of = new HoldsOf(DOC, resource);
            var ours = !of.holds(applies.defined()) ? "error" : of.holds(applies.holds()) ? "applies" : "doesn't";
            assertThat(ours)
                    .as(() -> text + "\n" + resource + "\n" + applies)
                    .isEqualTo(its.getOrDefault(residual.policyId(), "doesn't"));
            said.add(ours);
        });
        return said;
    }

    /** By policy, what the engine says of one resource: {@code applies} or {@code error}. */
    private static Map<String, String> applying(
            PolicySet policies, Request request, Map<EntityUid, ? extends Entity> others, EntityRecord resource) {
        Entities known =
                uid -> uid.type().equals("Doc") ? uid.equals(resource.uid()) ? resource : null : others.get(uid);
        var about = new Request(request.principal(), request.action(), resource.uid(), request.context());
        var answer = policies.decide(about, known);
        var said = new HashMap<String, String>();
        answer.errors().forEach(error -> said.put(error.policyId(), "error"));
        answer.determining().forEach(policy -> said.put(policy, "applies"));
        // Where forbids apply, permits are asked for without them.
        if (!answer.allowed() && !answer.determining().isEmpty())
            policies.decide(about, known, Set.copyOf(answer.determining()))
                    .determining()
                    .forEach(policy -> said.put(policy, "applies"));
        return said;
    }

    private static EntityRecord resource(Random random) {
        var attributes = new HashMap<String, Value>();
        DOC.attributes().forEach((name, declared) -> {
            if (declared.optional() && random.nextInt(3) == 0) return;
            attributes.put(name, value(random, declared.kind()));
        });
        var groups = new HashSet<EntityUid>();
        groups.add(EVERYWHERE);
        for (var i = random.nextInt(3); i > 0; i--) groups.add(new EntityUid("Team", "" + random.nextInt(12)));
        return new EntityRecord(new EntityUid("Doc", "" + random.nextInt(4)), attributes, Map.of(), groups);
    }

    private static Value value(Random random, Kind kind) {
        return switch (kind) {
            case STRING -> text(random);
            case LONG -> new LongValue(List.of(0L, 1L, 7L, -3L, Long.MAX_VALUE).get(random.nextInt(5)));
            case BOOL -> BoolValue.of(random.nextBoolean());
            case STRINGS -> {
                var texts = new ArrayList<Value>();
                for (var i = random.nextInt(4); i > 0; i--) texts.add(text(random));
                yield SetValue.of(texts);
            }
            case ENTITY -> new EntityUid("User", "" + random.nextInt(4));
        };
    }

    private static StringValue text(Random random) {
        return new StringValue(List.of("", "a", "abc", "a*c", "ümläut", "sales").get(random.nextInt(6)));
    }

    private static EntityUid uid(Random random, String type) {
        return new EntityUid(type, String.valueOf(random.nextInt(4)));
    }
}
