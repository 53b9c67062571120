package dev.mandate.console.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.apis.Unanswered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets as identity-service's API has them, for a page. */
class IdentitySecretsTest {
    private static final String ALL = "/secrets?limit=100&within=P36500D";
    private final PlayedApis apis = new PlayedApis();
    private final Secrets secrets = new IdentitySecrets(apis.asAda());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void what_a_secret_is_for_is_said_in_words_and_what_it_is_nowhere() {
        apis.says(
                ALL,
                200,
                "{'items':[{'secret':'sec_1','use':'SCIM','client':'cli_1','name':'Okta','configured':false,"
                        + "'endsAt':'2027-01-01T00:00:00Z','soon':true},"
                        + "{'secret':'sec_2','use':'TOKENS','client':'wkl_1','name':'Nightly','ownerName':'Ada Abel',"
                        + "'configured':false,'endsAt':'2027-02-01T00:00:00Z','soon':false}],'next':'x'}");
        var listed = secrets.ending();
        assertThat(listed.more()).isTrue();
        assertThat(listed.secrets())
                .extracting(Secrets.Secret::opens)
                .containsExactly("keeping people here by SCIM", "asking for tokens");
        assertThat(listed.secrets())
                .containsExactly(
                        new Secrets.Secret(
                                "sec_1", true, "Okta", "client", "cli_1", "", false, "2027-01-01T00:00:00Z", true),
                        new Secrets.Secret(
                                "sec_2",
                                false,
                                "Nightly",
                                "workload",
                                "wkl_1",
                                "Ada Abel",
                                false,
                                "2027-02-01T00:00:00Z",
                                false));
    }

    @Test
    void a_refusal_is_not_nothing() {
        apis.says(ALL, 403, "{}");
        assertThatThrownBy(secrets::ending).isInstanceOf(Unanswered.class);
    }
}
