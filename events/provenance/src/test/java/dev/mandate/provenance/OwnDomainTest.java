package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDomainTest {
    @ParameterizedTest
    @ValueSource(strings = {"ben@fjordwerk.com", "ben@mail.fjordwerk.com", "https://wiki.fjordwerk.com/start"})
    void what_is_at_the_registered_domain_of_an_address_is_its_owners(String other) {
        assertThat(has("ada@post.fjordwerk.com", other)).isTrue();
    }

    @Test
    void a_domain_with_other_letters_is_one_however_it_is_written() {
        assertThat(has("ada@bärenwerk.de", "ben@bärenwerk.de")).isTrue();
        assertThat(has("ada@bärenwerk.de", "ben@mail.xn--brenwerk-0za.de")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help@fjordwerk-support.com",
                "https://fjordwerk.com.evil.example/",
                "https://fjordwerk.com@evil.example/",
                "https://evil.example/@fjordwerk.com"
            })
    void what_only_looks_like_it_is_a_strangers(String other) {
        assertThat(has("ada@fjordwerk.com", other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@gov.uk, eve@evil.gov.uk",
        "ada@nhs.uk, eve@evil.nhs.uk",
        "ada@github.io, evil.github.io/pay",
        "ada@fastmail.com, eve@fastmail.com",
        "ada@fastly.net, evil.global.ssl.fastly.net/pay"
    })
    void of_whom_anybody_gets_a_mailbox_or_a_name_below_him_the_domain_says_nothing(String own, String other) {
        assertThat(has(own, other)).isFalse();
    }

    private static boolean has(String own, String other) {
        return new OwnDomain(Identifier.of(own)).has(Identifier.of(other));
    }
}
