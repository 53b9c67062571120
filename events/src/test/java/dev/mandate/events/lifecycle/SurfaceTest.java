package dev.mandate.events.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurfaceTest {
    @Test
    void it_has_some_networks_each_written_in_one_way() {
        assertThat(of(networks(SurfaceTerms.MOST_NETWORKS)).networksOrNone()).hasSize(SurfaceTerms.MOST_NETWORKS);
        assertThatThrownBy(() -> of(networks(SurfaceTerms.MOST_NETWORKS + 1))).hasMessageContaining("at most 64");
        assertThatThrownBy(() -> of(Set.of("10.0.0.1/8"))).hasMessageContaining("write 10.0.0.0/8");
        assertThat(of(Set.of())).isEqualTo(of(null));
    }

    @Test
    void it_has_some_issuers_each_written_as_in_its_tokens() {
        assertThat(by("https://attester.example", "spiffe://example.org").issuersOrNone())
                .hasSize(2);
        assertThatThrownBy(() -> by("https://attester.example/\nand"))
                .hasMessage("issuers are written as in iss, in 1 to 250 characters of a URL");
        assertThatThrownBy(() -> by(IntStream.rangeClosed(0, SurfaceTerms.MOST_ISSUERS)
                        .mapToObj(i -> "https://" + i + ".example")
                        .toArray(String[]::new)))
                .hasMessageContaining("at most 16");
    }

    private static Surface by(String... issuers) {
        return new Surface("s", 1, false, "s", Set.of(), null, null, Set.of(issuers));
    }

    @Test
    void one_from_before_there_were_networks_is_read_as_it_was() throws Exception {
        var before =
                "{\"id\":\"s\",\"revision\":1,\"deleted\":false,\"title\":\"s\",\"tags\":[],\"clients\":[\"cli_a\"]}";
        var read = EventJson.mapper().readValue(before, Surface.class);
        assertThat(read).isEqualTo(new Surface("s", 1, false, "s", Set.of(), Set.of("cli_a")));
        assertThat(EventJson.mapper().writeValueAsString(read)).isEqualTo(before);
    }

    private static Set<String> networks(int many) {
        return IntStream.range(0, many).mapToObj(i -> "10." + i + ".0.0/16").collect(Collectors.toSet());
    }

    private static Surface of(@Nullable Set<String> networks) {
        return new Surface("s", 1, false, "s", Set.of(), null, networks);
    }
}
