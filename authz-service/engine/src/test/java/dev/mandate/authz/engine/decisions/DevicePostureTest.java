package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What device management has told is known: policies go by it with the next decision, of the person and of agents that act for him. */
class DevicePostureTest {
    private static final Instant LATER = DecisionWorld.NOW.plusSeconds(60);

    private final DecisionWorld world = new DecisionWorld();

    @BeforeEach
    void contacts_are_not_for_faulty_devices() {
        world.book = ShippedPolicies.with("devices.cedar", """
                @id("not-from-faulty-devices")
                @reason("Device management calls the device not compliant.")
                forbid (principal is Mandate::Person, action, resource == Mandate::Tool::"crm.read_contact")
                when { principal has device && !principal.device.compliant };
                """);
    }

    @Test
    void who_works_with_a_faulty_device_is_denied_and_so_is_his_agent_until_it_is_mended() {
        assertThat(asks(null).allowed()).isTrue();
        assertThat(asks("task").allowed()).isTrue();
        told(false, LATER);
        assertThat(asks(null).allowed()).isFalse();
        assertThat(asks("task").allowed()).isFalse();
        told(true, LATER);
        assertThat(asks(null).allowed()).isTrue();
    }

    @Test
    void what_was_told_counts_until_its_time_is_over() {
        told(false, DecisionWorld.NOW);
        assertThat(asks(null).allowed()).isTrue();
    }

    private void told(boolean compliant, Instant until) {
        var ada = DecisionWorld.id("ada");
        var known = world.directory.identities().get(ada.value()).state();
        world.directory
                .identities()
                .apply(
                        ada.value(),
                        new IdentityState(
                                ada,
                                known.revision() + 1,
                                false,
                                Kind.PERSON,
                                Status.ACTIVE,
                                null,
                                "Ada",
                                null,
                                null,
                                null,
                                null,
                                null,
                                known.employmentNumber(),
                                null,
                                null,
                                new DevicePosture(compliant, "https://mdm.example", Instant.EPOCH, until),
                                null));
    }

    /** @param under delegation by which her agent asks; null where she does herself */
    private Verdict asks(@Nullable String under) {
        return world.decide(new Question(
                under == null ? "person" : "agent",
                DecisionWorld.id(under == null ? "ada" : "researcher").value(),
                Question.Action.of("call"),
                "tool",
                "crm.read_contact",
                Map.of(),
                Map.of(),
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                Question.Proof.NONE,
                "test",
                null,
                null));
    }
}
