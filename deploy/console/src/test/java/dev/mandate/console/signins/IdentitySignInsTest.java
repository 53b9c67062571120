package dev.mandate.console.signins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.PlayedApis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sign-ins as identity-service's API has them, for a page. */
class IdentitySignInsTest {
    private static final String BO = "{'identity':'per_1','displayName':'Bo Abel','employeeId':'E-2'}";
    private final PlayedApis apis = new PlayedApis();
    private final SignIns signIns = new IdentitySignIns(apis.asAda());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void a_person_is_looked_for_by_name_by_employee_id_or_by_a_name_like_it_and_no_agent_is() {
        apis.says(
                "/identities?limit=50&name=Bo%20Abel",
                200, "{'items':[" + BO + ",{'identity':'agt_1','displayName':'Bo Abel'}]}");
        assertThat(signIns.find("Bo Abel").people()).containsExactly(new SignIns.Person("per_1", "Bo Abel", "E-2"));
        apis.says("/identities?limit=50&employeeId=E-2", 200, "{'items':[" + BO + "]}");
        assertThat(signIns.find("E-2").exact()).isTrue();
        apis.says("/identities?limit=50&name=Boo%20Abel", 200, "{'items':[]}");
        apis.says("/identities?limit=50&near=Boo%20Abel", 200, "{'items':[" + BO + "]}");
        assertThat(signIns.find("Boo Abel"))
                .satisfies(found -> assertThat(found.exact()).isFalse())
                .satisfies(found -> assertThat(found.people()).hasSize(1));
        apis.says("/identities?limit=50&employeeId=4711", 200, "{'items':[" + BO + "]}");
        assertThat(signIns.find("4711").exact()).isTrue();
        apis.says("/identities?limit=50&employeeId=Bo", 200, "{'items':[]}");
        apis.says("/identities?limit=50&name=Bo", 200, "{'items':[" + BO + "]}");
        assertThat(signIns.find("Bo").exact()).isTrue();
        apis.says("/identities?limit=50&employeeId=Cy", 403, "{}");
        assertThat(signIns.find("Cy").allowed()).isFalse();
    }

    @Test
    void whether_he_may_look_at_all_is_one_question() {
        apis.says("/identities?limit=50&name=-", 200, "{'items':[]}");
        assertThat(signIns.find("").allowed()).isTrue();
        assertThat(apis.asked()).hasSize(1);
        apis.says("/identities?limit=50&name=-", 403, "{}");
        assertThat(signIns.find("").allowed()).isFalse();
    }

    @Test
    void his_sign_ins_are_told_in_words_and_none_where_it_isn_t_for_who_asks() {
        apis.says("/identities/per_1", 200, BO);
        apis.says(
                "/identities/per_1/sign-ins",
                200,
                "["
                        + signIn("ses_1", "'pwd','otp','mfa'", "mfa", "'browser':'Firefox',")
                        + ","
                        + signIn(
                                "ses_2",
                                "'pop','user','mfa'",
                                "mfa",
                                "'device':{'id':'dev_1','name':'laptop','compliant':false},")
                        + ","
                        + signIn("ses_3", "'pwd'", "provider", "")
                        + "]");
        var all = signIns.of("per_1").orElseThrow().signIns();
        assertThat(all)
                .extracting(SignIns.SignIn::how)
                .containsExactly("by password and code of an app", "by passkey", "by another provider");
        assertThat(all).extracting(SignIns.SignIn::browser).contains("Firefox", "a browser that doesn't say its name");
        assertThat(all.get(1).device()).isEqualTo("on “laptop”, which is not compliant");
        apis.says("/identities/per_1/sign-ins", 403, "{}");
        assertThat(signIns.of("per_1")).isEmpty();
    }

    @Test
    void what_ends_is_sent_as_it_was_meant() {
        apis.says("/identities/per_1/sign-ins/ses_1/end", 200, "{'ended':true,'tasks':1}");
        assertThat(signIns.end("per_1", "ses_1", false)).isEmpty();
        assertThat(apis.asked().get(0)).startsWith("POST ").endsWith("{\"tasks\":false}");
        apis.says("/identities/per_1/sign-out", 403, "{'title':'Ask an administrator, or name yourself'}");
        assertThat(signIns.endAll("per_1", "over")).contains("Ask an administrator, or name yourself.");
    }

    private static String signIn(String id, String amr, String acr, String more) {
        return "{'id':'" + id + "'," + more + "'amr':[" + amr + "],'acr':'urn:mandate:acr:" + acr
                + "','address':'192.0.2.1','createdAt':'2027-01-01T00:00:00Z','lastUsedAt':'2027-01-01T01:00:00Z',"
                + "'endsAt':'2027-01-01T12:00:00Z'}";
    }
}
