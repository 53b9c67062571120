package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.KnownDevice;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    @Test
    void what_was_told_of_one_device_is_known_of_who_signed_in_on_it_and_not_on_another() {
        told(null, named("laptop", false, 1), named("desk", true, 1));
        assertThat(asks(null, "laptop").allowed()).isFalse();
        assertThat(asks(null, "desk").allowed()).isTrue();
        told(null, named("laptop", true, 2), named("desk", true, 1));
        assertThat(asks(null, "laptop").allowed()).isTrue();
    }

    @Test
    void where_it_is_not_known_which_device_it_is_it_may_be_the_faulty_one() {
        told(null, named("laptop", false, 1), named("desk", true, 2));
        assertThat(asks(null).allowed()).isFalse();
        assertThat(asks("task").allowed()).isFalse();
        told(null, named("laptop", true, 3), named("desk", true, 2));
        assertThat(asks(null).allowed()).isTrue();
    }

    @Test
    void only_what_was_told_of_the_very_device_is_evidence() {
        world.book = ShippedPolicies.with("devices.cedar", """
                @id("from-compliant-devices")
                @reason("Contacts are read from compliant devices.")
                forbid (principal is Mandate::Person, action, resource == Mandate::Tool::"crm.read_contact")
                unless { principal has device && principal.device.compliant && context.authentication has device };
                """);
        told(null, named("desk", true, 1));
        assertThat(asks(null, "desk").allowed()).isTrue();
        assertThat(asks(null, "laptop").allowed()).isFalse();
        assertThat(asks(null).allowed()).isFalse();
        assertThat(asks("task").allowed()).isFalse();
    }

    @Test
    void a_fault_that_was_told_later_without_a_device_is_of_each_and_what_mends_without_one_mends_none() {
        told(posture(false, 2), named("laptop", true, 1));
        assertThat(asks(null, "laptop").allowed()).isFalse();
        told(posture(false, 2), named("laptop", true, 3));
        assertThat(asks(null, "laptop").allowed()).isTrue();
        told(posture(true, 4), named("laptop", false, 3));
        assertThat(asks(null, "laptop").allowed()).isFalse();
        assertThat(asks(null).allowed()).isFalse();
    }

    @Test
    void of_more_devices_than_are_told_of_one_that_is_not_among_them_may_be_a_faulty_one() {
        var most = IntStream.range(0, KnownDevice.MOST)
                .mapToObj(each -> named("laptop-" + each, false, each + 1))
                .toArray(KnownDevice[]::new);
        told(null, Arrays.copyOf(most, most.length - 1));
        assertThat(asks(null, "desk").allowed()).isTrue();
        told(null, most);
        assertThat(asks(null, "desk").allowed()).isFalse();
    }

    private static KnownDevice named(String device, boolean compliant, int second) {
        return new KnownDevice(device, posture(compliant, second));
    }

    private static DevicePosture posture(boolean compliant, int second) {
        return new DevicePosture(compliant, "https://mdm.example", Instant.ofEpochSecond(second), LATER);
    }

    private void told(boolean compliant, Instant until) {
        told(new DevicePosture(compliant, "https://mdm.example", Instant.EPOCH, until));
    }

    private void told(@Nullable DevicePosture unnamed, KnownDevice... devices) {
        var ada = DecisionWorld.id("ada");
        var known = world.directory.identities().get(ada.value()).state();
        world.directory
                .identities()
                .apply(
                        ada.value(),
                        known.next().device(unnamed).devices(devices).build());
    }

    /** @param under delegation by which her agent asks; null where she does herself */
    private Verdict asks(@Nullable String under) {
        return asks(under, null);
    }

    private Verdict asks(@Nullable String under, @Nullable String device) {
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
                new Question.Proof(List.of(), null, Authentication.UNKNOWN.on(device), null),
                "test",
                null,
                null));
    }
}
