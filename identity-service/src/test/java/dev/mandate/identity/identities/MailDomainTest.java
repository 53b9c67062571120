package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MailDomainTest {
    @Test
    void an_address_is_of_what_stands_behind_its_last_at_in_lower_case() {
        assertThat(MailDomain.of("Ada@Corp.Example")).contains("corp.example");
        assertThat(MailDomain.of("\"ada@other.example\"@corp.example")).contains("corp.example");
        assertThat(MailDomain.of("ada@eng.corp.example")).as("a subdomain").contains("eng.corp.example");
    }

    @Test
    void what_is_no_address_is_of_none() {
        assertThat(MailDomain.of(null)).isEmpty();
        assertThat(MailDomain.of("corp.example")).isEmpty();
        assertThat(MailDomain.of("@corp.example")).isEmpty();
    }

    @Test
    void a_domain_is_names_between_dots() {
        assertThat(MailDomain.parse("Corp.Example")).isEqualTo("corp.example");
        assertThat(MailDomain.parse("a-b.c1.example")).isEqualTo("a-b.c1.example");
        for (var wrong : List.of(
                "",
                "corp",
                ".example",
                "corp.",
                "corp..example",
                "-corp.example",
                "ada@corp.example",
                "*.example",
                "c\u00f6rp.example"))
            assertThatThrownBy(() -> MailDomain.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
}
