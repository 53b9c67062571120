package dev.mandate.audit.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.KnownBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a destination counted as known or as a stranger, as a finding tells it. */
class DestinationToldTest {
    @ParameterizedTest
    @EnumSource(KnownBy.class)
    void each_reason_is_told_in_words_of_its_own(KnownBy reason) {
        var words = DestinationTold.words(reason);
        assertThat(words).isNotBlank().doesNotContain(reason.text() + "_", "_");
        assertThat(Arrays.stream(KnownBy.values()).map(DestinationTold::words).collect(Collectors.toSet()))
                .hasSameSizeAs(KnownBy.values());
        assertThat(told(to("eve@evil.example", Origin.UNTRUSTED, reason, true)))
                .singleElement()
                .satisfies(it -> assertThat(it.why())
                        .endsWith("since " + words + "; a classifier warned of the text that showed it"));
    }

    @Test
    void strangers_come_first_and_of_very_many_some_are_told() {
        var all = new ArrayList<CallFacts.Destination>();
        for (var number = 0; number < 20; number++)
            all.add(to("bo" + number + "@own.example", Origin.TASK, null, false));
        all.add(to("eve@evil.example", Origin.UNTRUSTED, null, false));
        assertThat(told(all.toArray(CallFacts.Destination[]::new)))
                .hasSize(4)
                .first()
                .satisfies(it -> assertThat(it.value()).isEqualTo("eve@evil.example"));
    }

    @Test
    void what_another_version_wrote_is_passed_over() {
        assertThat(DestinationTold.of("elsewhere - - eve@evil.example")).isEmpty();
        assertThat(DestinationTold.of("eve@evil.example")).isEmpty();
    }

    private static CallFacts.Destination to(String value, Origin origin, KnownBy reason, boolean warned) {
        return new CallFacts.Destination(Identifier.of(value), true, origin, reason, warned);
    }

    private static List<DestinationTold> told(CallFacts.Destination... destinations) {
        return DestinationTold.written(List.of(destinations)).stream()
                .flatMap(written -> DestinationTold.of(written).stream())
                .toList();
    }
}
