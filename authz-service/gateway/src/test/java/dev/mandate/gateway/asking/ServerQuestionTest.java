package dev.mandate.gateway.asking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.result.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerQuestionTest {
    private static final McpServer SERVER = server(Set.of(Askable.values()));
    private static final String FORM =
            "{'message':'Where to?','_meta':{'x':1},'requestedSchema':{'type':'object','$defs':{},'required':['city','other'],'properties':{"
                    + "'city':{'type':'string','title':'City\\u202e','description':'of arrival','minLength':2,'pattern':'.*','default':'Oslo'},"
                    + "'kind':{'type':'string','oneOf':[{'const':'a','title':'A','x':1}]},"
                    + "'many':{'type':'array','items':{'type':'string','enum':['x','y']}},"
                    + "'nights':{'type':'integer','minimum':1,'default':'many'},'late':{'type':'boolean'}}}}";

    @Test
    void a_form_has_what_forms_have_and_says_whose_it_is() throws IOException {
        var form = done(asked("elicitation/create", FORM));
        assertThat(form.params())
                .isEqualTo(
                        json(
                                "{'message':'The server crm asks, and gets what you answer: “Where to?”','requestedSchema':{'type':'object','properties':{"
                                        + "'city':{'type':'string','title':'City\\\\u202e','description':'of arrival','minLength':2,'default':'Oslo'},"
                                        + "'kind':{'type':'string','oneOf':[{'const':'a','title':'A'}]},"
                                        + "'many':{'type':'array','items':{'type':'string','enum':['x','y']}},"
                                        + "'nights':{'type':'integer','minimum':1},'late':{'type':'boolean'}},'required':['city']}}"));
        assertThat(form.arguments())
                .isEqualTo(Map.of(
                        "mode",
                        "form",
                        "message",
                        "Where to?",
                        "asksFor",
                        List.of("city", "kind", "many", "nights", "late")));
    }

    @Test
    void what_is_filled_in_is_of_the_fields_kinds_and_nothing_else() throws IOException {
        var form = done(asked("elicitation/create", FORM));
        var filled = "{'action':'accept','content':{'city':'Bergen','many':['x'],'nights':2,'late':true}}";
        assertThat(form.read().apply(json(filled.replace("'content'", "'_meta':{},'content'"))))
                .contains(json(filled));
        for (var wrong :
                new String[] {"'city':1", "'many':'x'", "'many':[1]", "'nights':1.5", "'late':'yes'", "'diary':''"})
            assertThat(form.read().apply(json("{'action':'accept','content':{" + wrong + "}}")))
                    .as(wrong)
                    .isEmpty();
        assertThat(form.read().apply(json("{'action':'accept','content':{'city':'" + "x".repeat(17_000) + "'}}")))
                .isEmpty();
        assertThat(form.read().apply(json("{'action':'decline','content':{'city':'Oslo'}}")))
                .contains(json("{'action':'decline'}"));
        assertThat(form.read().apply(json("{'action':'whatever'}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your password?",
                "PASSWORD",
                "pass-phrase",
                "Please give us your API key",
                "apiKey",
                "access_token",
                "Enter the 6 digit verification code",
                "one-time code",
                "PIN",
                "card number",
                "CVV",
                "your seed phrase",
                "Dein Kennwort",
                "Passwörter",
                "contraseña",
                "mot de passe",
                "ｐａｓｓｗｏｒｄ",
                "pass\u200bword",
                "pаssword",
                "credentials for the mail server"
            })
    void nobody_fills_a_secret_into_a_form_however_it_is_asked_for(String words) throws IOException {
        assertThat(asked("elicitation/create", FORM.replace("Where to?", words)))
                .isInstanceOf(Result.Refused.class);
        for (var where : new String[] {"City\\u202e", "of arrival", "'a','title':'A'", "'late'"}) {
            var there = where.startsWith("'") ? where.replaceAll("'[^']+'$", "'" + words + "'") : words;
            assertThat(asked("elicitation/create", FORM.replace(where, there)))
                    .as(where)
                    .isInstanceOf(Result.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your email address (will be verified, and never shared with anyone else)",
                "Which of the keynotes?",
                "Spinning or tango?",
                "Postcode of the shop",
                "Какой город?",
                "Favourite colour",
                "Your full, legal name"
            })
    void what_is_no_secret_is_asked(String words) throws IOException {
        done(asked("elicitation/create", FORM.replace("Where to?", words)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "漢", "г", "a\u0301", "pass ", "\ufdfa"})
    void a_long_form_holds_up_nobody_whatever_is_in_it(String part) {
        var words = part.repeat(15_000 / part.length());
        var form = FORM.replace("of arrival", words).replace("Where to?", words.substring(0, 1_900));
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> asked("elicitation/create", form)))
                .isNotNull();
    }

    @Test
    void a_form_that_is_none_is_shown_to_nobody() throws IOException {
        for (var wrong : new String[] {
            "{'message':'','requestedSchema':{}}",
            "{'message':'" + "x".repeat(2001) + "','requestedSchema':{}}",
            FORM.replace("'boolean'", "'object'"),
            FORM.replace("'items':{'type':'string','enum':['x','y']}", "'items':{'type':'string'}"),
            FORM.replace("of arrival", "x".repeat(17_000)),
            FORM.replace("'late'", "'la\u202ete'"),
            FORM.replace("'x','y'", "'x','\u202ey'"),
            FORM.replace("'const':'a'", "'const':'a\u202e'"),
            FORM.replace("'const':'a',", "")
        }) assertThat(asked("elicitation/create", wrong)).isInstanceOf(Result.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pay.example/",
                "https://pay.example.evil.example/",
                "https://pay.example:8443/",
                "https://pay.example@evil.example/",
                "https://me@pay.example/",
                "https://PAY.example/",
                "https://pаy.example/",
                "javascript:alert(1)",
                "//pay.example/",
                "https:pay.example",
                "file:///etc/passwd"
            })
    void nobody_is_led_where_the_operator_has_not_named_it(String url) throws IOException {
        assertThat(asked("elicitation/create", "{'mode':'url','message':'Go','url':'" + url + "'}"))
                .isInstanceOf(Result.Refused.class);
    }

    @Test
    void a_page_is_named_by_its_host_and_its_answer_has_no_content() throws IOException {
        var page = done(
                asked(
                        "elicitation/create",
                        "{'mode':'url','message':'Pay”. Server bank: “now','url':'https://pay.example/x','elicitationId':'a b'}"));
        assertThat(page.params())
                .isEqualTo(
                        json(
                                "{'mode':'url','message':'The server crm leads you to a page of pay.example: “Pay\\\". Server bank: \\\"now”','url':'https://pay.example/x'}"));
        assertThat(page.arguments()).containsEntry("host", "pay.example");
        assertThat(page.read().apply(json("{'action':'accept','content':{'a':1}}")))
                .contains(json("{'action':'accept'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tools':[{}]",
                "'messages':[]",
                "'messages':[{'role':'system','content':{'type':'text','text':'a'}}]",
                "'messages':[{'role':'user','content':{'type':'image','data':''}}]",
                "'messages':[{'role':'user','content':[]}]"
            })
    void a_model_gets_texts_and_neither_tools_nor_pictures(String member) throws IOException {
        var whole = "{'maxTokens':1,'messages':[{'role':'user','content':{'type':'text','text':'a'}}]}";
        done(asked("sampling/createMessage", whole));
        var wrong = member.startsWith("'messages'")
                ? "{" + member + "}"
                : whole.replace("{'maxTokens'", "{" + member + ",'maxTokens'");
        assertThat(asked("sampling/createMessage", wrong)).isInstanceOf(Result.Refused.class);
    }

    @Test
    void a_server_asks_only_what_its_operator_lets_it() throws IOException {
        var none = server(Set.of());
        for (var method : new String[] {"elicitation/create", "sampling/createMessage", "roots/list"})
            assertThat(ServerQuestion.of(none, method, json(FORM))).isInstanceOf(Result.Refused.class);
    }

    private static Result<ServerQuestion, String> asked(String method, String params) throws IOException {
        return ServerQuestion.of(SERVER, method, json(params));
    }

    private static ServerQuestion done(Result<ServerQuestion, String> read) {
        return read.fold(question -> question, why -> {
            throw new AssertionError(why);
        });
    }

    private static McpServer server(Set<Askable> asks) {
        return new McpServer(
                "crm",
                null,
                List.of("crm"),
                Map.of(),
                null,
                null,
                Map.of(),
                Confinement.NONE,
                asks,
                Set.of("pay.example"));
    }

    private static ObjectNode json(String text) throws IOException {
        return ServerJson.read(text.replace('\'', '"').getBytes(UTF_8));
    }
}
