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
        "ada@fastmail.com, eve@fastmail.com"
    })
    void of_whom_anybody_gets_a_mailbox_or_a_name_below_him_the_domain_says_nothing(String own, String other) {
        assertThat(has(own, other)).isFalse();
    }

    @Test
    void a_number_of_a_machine_names_no_page() {
        assertThat(new OwnDomain(Identifier.of("ada@10.0.0.1")).names(Identifier.of("http://10.evil.example/pay")))
                .isFalse();
        assertThat(new OwnDomain(Identifier.of("ada@fjordwerk.com")).names(Identifier.of("fjordwerk.drive.com/plan")))
                .isTrue();
    }

    private static boolean has(String own, String other) {
        return new OwnDomain(Identifier.of(own)).has(Identifier.of(other));
    }
}
