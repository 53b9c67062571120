package dev.mandate.events.hr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HR may say of somebody's mail address and country. */
class WorkerFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@acme.example",
                "ada.lovelace+news@mail.acme.example",
                "o'brien@corp.internal",
                "root@localhost",
                "zoë@bücher.example",
                "x@xn--bcher-kva.example"
            })
    void a_mail_address_is_taken(String email) {
        assertThat(WorkerForm.mistake(of(email, "DE"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@acme.example",
                "ada lovelace@acme.example",
                "ada@acme..example",
                "ada@-acme.example",
                "ada@acme.example.",
                "ada@bo@acme.example",
                ".ada@acme.example",
                "Ada <ada@acme.example>",
                "ada@acme.example, bo@acme.example",
                "ada@acme_it.example"
            })
    void what_is_none_is_told_with_what_to_send_instead_and_is_not_repeated(String email) {
        assertThat(WorkerForm.mistake(of(email, "DE")).orElseThrow())
                .isEqualTo("email must be a mail address, such as ada.lovelace@acme.example, or be left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UK", "de", "Germany", "DEU", "EU", "XX"})
    void a_country_that_iso_does_not_know_is_told(String country) {
        assertThat(WorkerForm.mistake(of(null, country)).orElseThrow()).startsWith("country must be");
    }

    @Test
    void nobody_needs_an_address_and_a_country_that_is_not_known_is_zz() {
        assertThat(WorkerForm.mistake(of(null, "GB"))).isEmpty();
        assertThat(WorkerForm.mistake(of(null, WorkerForm.NO_COUNTRY))).isEmpty();
    }

    private static WorkerAttributes of(String email, String country) {
        return new WorkerAttributes("Ada", "Lovelace", email, "sales", "Analyst", country, null);
    }
}
