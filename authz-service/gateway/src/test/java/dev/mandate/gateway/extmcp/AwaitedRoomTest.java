package dev.mandate.gateway.extmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.gateway.Callers;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class AwaitedRoomTest {
    private final AwaitedRoom room = new AwaitedRoom(new SmallRyeConfigBuilder()
            .withMapping(ExtMcpConfig.class)
            .withDefaultValue("mandate.ext-mcp.answers-of-caller", "2")
            .withDefaultValue("mandate.ext-mcp.answers-of-person", "3")
            .withDefaultValue("mandate.ext-mcp.answers", "5")
            .withDefaultValue("mandate.ext-mcp.answer-bytes-of-person", "8192")
            .withDefaultValue("mandate.ext-mcp.answer-bytes", "12288")
            .withDefaultValue("mandate.ext-mcp.lists-of-caller", "1")
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(ExtMcpConfig.class));

    @Test
    void people_who_share_an_agent_take_no_room_from_each_other_and_agents_of_one_person_share_his() {
        var ada = new Occupant("agent|ada", "ada");
        var held = room.ofCall(ada, 10).orElseThrow();
        room.ofCall(ada, 10).orElseThrow();
        assertThat(room.ofCall(ada, 10)).as("of one caller").isEmpty();
        var bo = new Occupant("agent|bo", "bo");
        assertThat(room.ofCall(bo, 10)).as("by the same agent").isPresent();
        assertThat(room.ofCall(new Occupant("other|ada", "ada"), 10)).isPresent();
        var third = new Occupant("third|third", "ada");
        assertThat(room.ofCall(third, 10)).as("of one person").isEmpty();
        room.giveBack(held);
        assertThat(room.ofCall(third, 10)).isPresent();
        room.ofCall(bo, 10).orElseThrow();
        assertThat(room.ofCall(new Occupant("eve|eve", "eve"), 10)).as("of all").isEmpty();
    }

    @Test
    void what_is_kept_counts_in_bytes() {
        var ada = new Occupant("agent|ada", "ada");
        assertThat(room.ofCall(ada, 8000)).as("and 1 KiB of each").isEmpty();
        var held = room.ofCall(ada, 7000).orElseThrow();
        assertThat(room.ofCall(new Occupant("other|ada", "ada"), 0))
                .as("of one person")
                .isEmpty();
        var bo = new Occupant("bo|bo", "bo");
        assertThat(room.ofCall(bo, 7000)).as("of all").isEmpty();
        room.giveBack(held);
        assertThat(room.ofCall(bo, 7000)).isPresent();
    }

    @Test
    void lists_that_are_never_shown_keep_no_call_from_being_made() {
        var ada = new Occupant("agent|ada", "ada");
        var held = room.ofList(ada).orElseThrow();
        assertThat(room.ofList(ada)).isEmpty();
        assertThat(room.ofCall(ada, 10)).isPresent();
        room.giveBack(held);
        assertThat(room.ofList(ada)).isPresent();
    }

    @Test
    void for_an_agent_that_acts_for_nobody_its_owner_answers() {
        var directory = Directory.empty();
        var owner = IdentityId.nextPerson();
        var agent = Organisation.agentIn(directory, owner);
        assertThat(Occupant.of(Callers.of(agent.value(), "console"), directory).person())
                .isEqualTo(owner.value());
        assertThat(Occupant.of(Callers.of(owner.value(), "console"), directory).person())
                .isEqualTo(owner.value());
    }
}
