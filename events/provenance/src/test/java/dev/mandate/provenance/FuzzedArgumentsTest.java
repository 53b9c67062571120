package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.Fuzzing;
import dev.mandate.events.Scribble;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a call says is read to its end, and no spelling makes a stranger known. */
@Tag("fuzz")
class FuzzedArgumentsTest {
    private static final String EVE = "eve.drop@evil.example";
    private static final List<String> UNSEEN = List.of("\u200b", "\u2060", "\u00ad", "\ufeff", "\u034f", "\ufe0f");
    private static final Map<String, String> LIKE =
            Map.of("e", "\u0435", "o", "\u043e", "p", "ｐ", "a", "\u0430", "@", "＠", "l", "1");

    @Test
    void a_stranger_in_whatever_else_a_call_says_stays_one_however_he_is_spelt() {
        Fuzzing.rounds("arguments", 300, random -> {
            var scribble = new Scribble(random);
            var seen = new ArrayList<SeenIdentifier>();
            for (var left = random.nextInt(20); left > 0; left--) {
                var value = Identifier.of(scribble.spoilt("finn@acme.example")).value();
                if (!value.isEmpty() && !value.contains("evil"))
                    seen.add(seen(value, Origin.values()[random.nextInt(3)]));
            }
            seen.add(seen(EVE, Origin.UNTRUSTED));
            var session = CallFactsTest.session(List.of("ada@acme.example"), seen.toArray(SeenIdentifier[]::new));
            var arguments = new LinkedHashMap<>(scribble.object(4));
            CallFacts.of(session, "send", Set.of(ToolLabel.EGRESS), true, arguments);
            Task.of(scribble.text());
            var variant = variant(random);
            assertThat(CallFacts.of(session, "send", Set.of(ToolLabel.EGRESS), true, Map.of("to", variant))
                            .strangers())
                    .as(variant)
                    .isNotEmpty();
        });
    }

    private static SeenIdentifier seen(String value, Origin origin) {
        return new SeenIdentifier(value, origin, 0, false, null, List.of());
    }

    private static String variant(Random random) {
        var variant = new StringBuilder();
        for (var letter : EVE.split("")) {
            if (random.nextInt(5) == 0) variant.append(UNSEEN.get(random.nextInt(UNSEEN.size())));
            variant.append(random.nextInt(4) == 0 ? LIKE.getOrDefault(letter, letter) : letter);
        }
        return switch (random.nextInt(4)) {
            case 0 -> variant.toString().replaceFirst("[@＠]", "+" + random.nextInt(1000) + "@");
            case 1 -> "mailto:" + variant;
            case 2 -> "<" + variant + ">";
            default -> variant.toString();
        };
    }
}
