package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodedTextTest {
    private static final String[] ALPHABETS = {
        "abc", "äß", "漢字", "😀𝒜", "\u0000\u001f\n\u007f", "\"\\", "\ud800", "\udfff"
    };

    @Test
    void a_text_takes_no_more_than_it_is_said_to_in_json_and_in_utf_8() throws JsonProcessingException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var text = text(random);
            var whole = EncodedText.cut(text, Integer.MAX_VALUE);
            var json = EventJson.mapper().writeValueAsBytes(whole).length - 2;
            assertThat(EncodedText.bytes(whole)).as("seed %d", seed).isGreaterThanOrEqualTo(json);
            assertThat(EncodedText.bytes(whole))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(whole.getBytes(UTF_8).length);
            assertThat(EncodedText.bytes(text)).as("seed %d", seed).isGreaterThanOrEqualTo(EncodedText.bytes(whole));
        }
    }

    @Test
    void what_is_cut_is_whole_characters_and_within_the_bytes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int most = random.nextInt(100);
            var cut = EncodedText.cut(text(random), most);
            assertThat(EncodedText.bytes(cut)).as("seed %d", seed).isLessThanOrEqualTo(most);
            assertThat(new String(cut.getBytes(UTF_8), UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(cut);
        }
    }

    @Test
    void what_fits_is_the_same_text() {
        var text = "漢字 and 😀";
        assertThat(EncodedText.cut(text, EncodedText.bytes(text))).isSameAs(text);
        assertThat(EncodedText.cut(text, EncodedText.bytes(text) - 1)).isEqualTo("漢字 and ");
        assertThat(EncodedText.cut("a\ud800b", 3)).isEqualTo("a?b");
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(40); left > 0; left--) {
            var alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
            text.append(alphabet, 0, 1 + random.nextInt(alphabet.length()));
        }
        return text.toString();
    }
}
