package dev.mandate.identity.devices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"WDJB-MJHT", "wdjbmjht", " wdjb mjht ", "WDJB\u2013MJHT", "w-d-j-b-m-j-h-t"})
    void is_read_however_it_is_typed(String typed) {
        assertThat(UserCode.read(typed)).contains(new UserCode("WDJBMJHT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WDJB-MJH",
                "WDJB-MJHTT",
                "WDJB-MJHA",
                "WDJB-MJH1",
                "\uFF37DJBMJHT", // a full-width W
                "WDJBMJ\u041DT", // a Cyrillic letter that looks like H
                "WDJB-MJHT-------------------------------------------------------"
            })
    void is_nothing_else(String typed) {
        assertThat(UserCode.read(typed)).isEmpty();
    }

    @Test
    void is_read_back_as_it_is_shown() {
        var code = UserCode.next();
        assertThat(code.shown()).matches("[A-Z]{4}-[A-Z]{4}");
        assertThat(UserCode.read(code.shown())).contains(code);
    }
}
