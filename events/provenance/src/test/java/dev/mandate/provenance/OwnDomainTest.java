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
        assertThat(new OwnDomain(Identifier.of("ada@bärenwerk.de")).names(Identifier.of("bärenwerk.drive.com/plan")))
                .isTrue();
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

    @ParameterizedTest
    @CsvSource({
        "ada@fjordwerk.com, fjordwerk.drive.com/plan, true",
        "ada@fjordwerk.com, fjordwerk-drive.com/plan, false",
        "ada@fjordwerk.com, ben@fjordwerk.evil.com, false",
        "ada@10.0.0.1, http://10.evil.example/pay, false"
    })
    void it_names_a_page_whose_host_has_its_name_as_a_part_and_the_number_of_a_machine_is_no_name(
            String own, String other, boolean named) {
        assertThat(new OwnDomain(Identifier.of(own)).names(Identifier.of(other)))
                .isEqualTo(named);
    }

    private static boolean has(String own, String other) {
        return new OwnDomain(Identifier.of(own)).has(Identifier.of(other));
    }
}
