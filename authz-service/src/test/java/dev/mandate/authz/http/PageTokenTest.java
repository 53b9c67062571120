package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.messaging.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    private static final String SEARCH =
            "{'subject':{'type':'person','id':'per_a'},'action':{'name':'use'},'resource':{'type':'model'},'context':{'asserted':{'mfa':true},'token':'one'},'page':{'limit':10,'token':'%s'}}";

    private final String token = PageToken.of("general-small", body(SEARCH.formatted("")));

    @Test
    void it_leads_on_from_where_the_page_ended_also_by_a_renewed_access_token() {
        assertThat(after(SEARCH)).isEqualTo("general-small");
        assertThat(after(SEARCH.replace("'one'", "'two'"))).isEqualTo("general-small");
        assertThat(
                        after(
                                "{'page':{'token':'%s','limit':10},'resource':{'type':'model'},'context':{'token':'one','asserted':{'mfa':true}},'action':{'name':'use'},'subject':{'id':'per_a','type':'person'}}"))
                .isEqualTo("general-small");
    }

    @ParameterizedTest
    @ValueSource(strings = {"per_a'", "'use'", "'model'", "true", "10"})
    void of_another_search_it_is_an_error(String changed) {
        var other = changed.equals("true") ? "false" : changed.equals("10") ? "11" : changed.replace("'", "x'");
        if (changed.startsWith("'")) other = "'other'";
        var search = SEARCH.replace(changed, other);
        refused(search, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "AAA", "AAAA", "Z2VuZXJhbC1zbWFsbA"})
    void so_is_what_never_was_one(String token) {
        refused(SEARCH, token);
    }

    private String after(String search) {
        var body = body(search.formatted(token));
        return PageToken.after(body.object("page"), body);
    }

    private static void refused(String search, String token) {
        var body = body(search.formatted(token));
        assertThatThrownBy(() -> PageToken.after(body.object("page"), body))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().field()).isEqualTo("/page/token");
                });
    }

    private static Member body(String json) {
        return Member.body(json.replace('\'', '"').getBytes(UTF_8));
    }
}
