package dev.mandate.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserNameTest {
    @Test
    void a_browser_is_called_what_people_call_it() {
        var linux =
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assertThat(BrowserName.of(linux)).isEqualTo("Chrome on Linux");
        assertThat(BrowserName.of(linux + " Edg/156.0.0.0")).isEqualTo("Edge on Linux");
        assertThat(
                        BrowserName.of(
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"))
                .isEqualTo("Safari on iPhone");
        assertThat(BrowserName.of("curl/8.5.0")).isEqualTo("curl/8.5.0");
        assertThat(BrowserName.of("x".repeat(300))).hasSize(81);
    }
}
