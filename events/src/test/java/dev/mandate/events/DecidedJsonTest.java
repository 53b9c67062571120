package dev.mandate.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.Established;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Omitted;
import dev.mandate.events.authz.Permit;
import dev.mandate.events.authz.Remedy;
import dev.mandate.events.authz.ShadowOutcome;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.network.IpAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions are written by hand, for speed; what comes out is what Jackson makes of the record itself. */
class DecidedJsonTest {
    private static final ObjectMapper BY_ITSELF = EventJson.mapper()
            .copy()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public @Nullable Object findSerializer(Annotated annotated) {
                    return null;
                }
            });

    @ParameterizedTest
    @ValueSource(longs = {1, 20261126, 4711})
    void any_decision_is_written_as_its_record_would_be(long seed) throws Exception {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++) {
            var decided = decided(random);
            var written = EventJson.mapper().writeValueAsString(decided);
            assertThat(written).isEqualTo(BY_ITSELF.writeValueAsString(decided));
            assertThat(new String(EventJson.mapper().writeValueAsBytes(decided), UTF_8))
                    .isEqualTo(new String(BY_ITSELF.writeValueAsBytes(decided), UTF_8));
            assertThat((JsonNode) EventJson.mapper().valueToTree(decided))
                    .isEqualTo((JsonNode) BY_ITSELF.valueToTree(decided));
            assertThat(EventJson.comparable().writeValueAsString(decided))
                    .isEqualTo(BY_ITSELF.writerWithView(Object.class).writeValueAsString(decided));
            assertThat(EventJson.mapper().readValue(written, Decided.class).guards())
                    .isEqualTo(decided.guards());
        }
    }

    private static Decided decided(Random random) {
        var identity = new IdentityId("agt_" + random.nextInt(100));
        return new Decided(
                new DecisionId("dec_" + random.nextInt(1000)),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(3) * 1_000_000),
                maybe(random, () -> SessionId.of(identity)),
                text(random),
                maybe(random, () -> identity),
                random.nextBoolean() ? List.of() : List.of(identity, new IdentityId("per_ada")),
                maybe(random, () -> new IdentityId("per_ada")),
                maybe(random, () -> new DelegationId("del_1")),
                text(random),
                text(random),
                maybe(random, () -> members(random, 2)),
                maybe(random, () -> members(random, 1)),
                random.nextBoolean(),
                maybe(random, () -> text(random)),
                maybe(random, () -> text(random)),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> guard(random))
                        .toList(),
                text(random),
                random.nextLong(),
                random.nextInt(),
                text(random),
                maybe(random, () -> text(random)),
                maybe(random, () -> new ShadowOutcome(text(random), false, null, List.of(text(random)))),
                maybe(random, () -> Logged.values()[random.nextInt(2)]),
                maybe(random, () -> List.of(new Remedy("grant_role", null, text(random)))),
                maybe(random, () -> new Authentication(text(random), Set.of("pwd"), Instant.EPOCH)),
                maybe(random, () -> List.of(new Obligation(Obligation.Kind.STEP_UP, text(random), null))),
                maybe(random, () -> new Omitted(random.nextInt(1000), text(random))),
                maybe(random, () -> new Actor("per_ada", "console", List.of(new Acting("agt_1", null)))),
                maybe(random, () -> List.of("acr", "device")),
                maybe(
                        random,
                        () -> new Permit(
                                CallDigest.of(identity, "mail.send", Map.of("n", random.nextInt())),
                                Instant.ofEpochSecond(random.nextInt()))),
                maybe(
                        random,
                        () -> new NeededApproval(
                                new ApprovalId("apr_" + random.nextInt(100)),
                                CallDigest.of(identity, "mail.send", Map.of("n", random.nextInt())),
                                random.nextBoolean(),
                                maybe(random, () -> new NeededApproval.Before(random.nextInt(9), List.of("egress"))))),
                maybe(
                        random,
                        () -> new Established(
                                text(random),
                                random.nextBoolean(),
                                maybe(random, () -> new IpAddress(true, random.nextLong(), random.nextLong())),
                                maybe(random, () -> Map.of(text(random), text(random))))),
                maybe(random, () -> text(random)));
    }

    private static GuardOutcome guard(Random random) {
        return new GuardOutcome(
                text(random),
                maybe(random, () -> text(random)),
                random.nextBoolean(),
                maybe(random, () -> text(random)),
                random.nextBoolean() ? List.of() : List.of(text(random), text(random)));
    }

    private static Map<String, Object> members(Random random, int depth) {
        var members = new HashMap<String, Object>();
        members.put(text(random), null);
        members.put(text(random), random.nextInt());
        members.put(text(random), new BigDecimal("1.50"));
        members.put(text(random), List.of(text(random), true));
        if (depth > 0) members.put(text(random), members(random, depth - 1));
        return members;
    }

    private static String text(Random random) {
        var texts = List.of(
                "plain", "", "with \"quotes\" and \\", "zeile\n\t\u0001", "größer", "\ud83d\ude00", "</script>");
        return texts.get(random.nextInt(texts.size())) + random.nextInt(50);
    }

    private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
