package dev.mandate.identity.heldback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.identity.heldback.Tallies.Attempted;
import dev.mandate.identity.heldback.Tallies.Tally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final Tallies tallies = new Tallies();

    @Test
    void attempts_of_one_account_are_one_tally_with_its_first_and_its_last() {
        tallies.add(of("ada"), Tally.one(NOON, "192.0.2.1"));
        tallies.add(of("ada"), Tally.one(NOON.plusSeconds(9), "192.0.2.2"));
        assertThat(tallies.taken())
                .containsOnlyKeys(of("ada"))
                .containsValue(new Tally(NOON, NOON.plusSeconds(9), 2, "192.0.2.2"));
        assertThat(tallies.taken()).isEmpty();
    }

    @Test
    void what_could_not_be_told_is_told_with_what_came_since_as_it_was() {
        tallies.add(of("ada"), Tally.one(NOON, "192.0.2.1"));
        var untold = tallies.taken();
        tallies.add(of("ada"), Tally.one(NOON.plusSeconds(60), "192.0.2.2"));
        tallies.giveBack(untold);
        assertThat(tallies.taken()).containsValue(new Tally(NOON, NOON.plusSeconds(60), 2, "192.0.2.2"));
    }

    @Test
    void however_many_accounts_are_tried_while_nothing_can_be_told_those_beyond_are_one_and_none_is_lost() {
        var minutes = 20;
        for (int minute = 0; minute < minutes; minute++) {
            for (int name = 0; name < Tallies.MOST; name++)
                tallies.add(of(minute + " " + name), Tally.one(NOON.plusSeconds(minute), null));
            tallies.giveBack(tallies.taken());
            var untold = tallies.taken();
            tallies.add(of("meanwhile " + minute), Tally.one(NOON, null));
            tallies.giveBack(untold);
        }
        var told = tallies.taken();
        assertThat(told).hasSizeLessThanOrEqualTo(Tallies.MOST + 1).containsKey(of(null));
        assertThat(told.values().stream().mapToInt(Tally::attempts).sum()).isEqualTo(minutes * (Tallies.MOST + 1));
    }

    private static Attempted of(@Nullable String name) {
        return new Attempted(name, null, SignInMethod.PASSWORD, HeldBack.TOO_MANY, null);
    }
}
