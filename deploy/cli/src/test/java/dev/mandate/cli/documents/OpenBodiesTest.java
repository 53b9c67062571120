package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Which bodies of requests may have members, and which queries parameters, that nothing here reads. All others are refused with one, since
 * whoever sent it takes it for done; one is added here only where a standard says that what isn't known is ignored, or leaves it to others.
 */
class OpenBodiesTest {
    private static final String[] OPEN = {
        // OpenID AuthZEN Authorization API 1.0, and its profile of access requests
        "AuthzenRequests.EvaluationRequest",
        "AuthzenRequests.EvaluationsRequest",
        "AuthzenRequests.SearchRequest",
        "AuthzenRequests.EntityRequest",
        "AuthzenRequests.SoughtRequest",
        "AuthzenRequests.ActionRequest",
        "AuthzenRequests.PageRequest",
        "AccessRequestResource.Submission",
        "AccessRequestResource.Denial",
        // RFC 7591, section 2
        "RegistrationResource.Metadata",
        // OpenID Shared Signals Framework 1.0, RFC 8936
        "StreamBody.StreamBody",
        "StreamBody.Delivery",
        "StreamStatusResource.NewStatus",
        "StreamSubjectResource.OfSubject",
        "StreamSubjectResource.Verification",
        "PollResource.PollBody",
        "PollResource.SetError"
    };

    /** What no record is read from, so that each says for itself what of it is read. */
    private static final String[] READ_BY_HAND = {
        // as above
        "EvaluationResource.evaluate",
        "EvaluationResource.dryRun",
        "EvaluationResource.evaluateAll",
        "SearchResource.subjects",
        "SearchResource.resources",
        "SearchResource.actions",
        "RegistrationResource.register",
        "RegistrationAccessResource.update",
        // RFC 8935, RFC 7644
        "ReceivedSignalResource.push",
        "ScimResource.search",
        "ScimResource.create",
        "ScimResource.replace",
        "ScimResource.patch",
        // refuse members that they don't know: OutcomesIT, FiltersIT, EntryJsonTest, ImportFileTest
        "OutcomeResource.tell",
        "FilterResource.filter",
        "CatalogResource.put",
        "CatalogResource.load",
        "ImportResource.csv",
        "ImportResource.jsonLines"
    };

    private static final String[] OPEN_QUERIES = {
        // OpenID AuthZEN Authorization API 1.0, and its profile of access requests
        "authz.EvaluationResource",
        "authz.SearchResource",
        "authz.MetadataResource",
        "lifecycle.AccessRequestResource",
        // RFC 6749 section 3 and whatever builds on it; RFC 7517, RFC 8414
        "identity.OAuthResource",
        "identity.UserInfoResource",
        "identity.KeysResource",
        "identity.MetadataResource",
        // pages for people, who follow links that others lengthen
        "identity.PageResource",
        // RFC 7644 section 3.4.2
        "identity.ScimResource",
        // OpenID Shared Signals Framework 1.0, RFC 8935, RFC 8936
        "identity.SsfMetadataResource",
        "identity.StreamResource",
        "identity.StreamStatusResource",
        "identity.StreamSubjectResource",
        "identity.PollResource",
        "identity.ReceivedSignalResource"
    };

    private static final Pattern OPEN_RECORD = Pattern.compile(
            "@JsonIgnoreProperties\\(ignoreUnknown = true\\)\\s+(?:@\\S+\\s+)*(?:(?:public|private|static|final)\\s+)*(?:record|class)\\s+(\\w+)");
    private static final Pattern WRITING = Pattern.compile("@(?:POST|PUT|PATCH)\\b.*?\\bpublic\\s", Pattern.DOTALL);
    private static final Pattern TREE_OR_TEXT =
            Pattern.compile("^(JsonNode|ObjectNode|Map<.*>|Object|byte (@Nullable )?\\[]|byte\\[]|String) (\\w+)$");

    private final List<Path> sources =
            Checkout.files("", path -> path.matches("(\\w+-service(/replica|/gateway)?|messaging)/src/main/.*\\.java"));

    @Test
    void only_bodies_that_a_standard_leaves_open_may_have_further_members() {
        var open = new ArrayList<String>();
        for (var file : sources) {
            var text = Checkout.text(file);
            var found =
                    OPEN_RECORD.matcher(text).results().map(it -> it.group(1)).toList();
            assertThat(text.split("JsonIgnoreProperties\\(|JsonAnySetter", -1))
                    .as("each is at a record: " + file)
                    .hasSize(found.size() + 1);
            for (var record : found) open.add(name(file) + "." + record);
        }
        assertThat(open).containsExactlyInAnyOrder(OPEN);
    }

    @Test
    void no_other_body_is_read_otherwise_than_into_a_record() {
        var byHand = new ArrayList<String>();
        for (var file : sources) {
            if (!name(file).endsWith("Resource")) continue;
            var text = Checkout.text(file);
            for (var writing = WRITING.matcher(text); writing.find(); ) {
                if (writing.group().contains("FORM_URLENCODED")) continue;
                var method = text.substring(writing.end(), text.indexOf(") {", writing.end()));
                var signature = method.substring(method.indexOf('(') + 1);
                if (parameters(signature).stream().anyMatch(it -> isBody(it, text)))
                    byHand.add(name(file) + "."
                            + method.substring(0, method.indexOf('(')).replaceAll(".* ", ""));
            }
        }
        assertThat(byHand).containsExactlyInAnyOrder(READ_BY_HAND);
    }

    @Test
    void only_queries_that_a_standard_leaves_open_may_have_further_parameters() {
        var open = sources.stream()
                .filter(file -> Checkout.text(file).contains("\n@OpenQuery\n"))
                .map(file -> Checkout.text(file).replaceAll("(?s)package dev\\.mandate\\.(\\w+).*", "$1") + "."
                        + name(file));
        assertThat(open).containsExactlyInAnyOrder(OPEN_QUERIES);
    }

    /** Without those that an annotation takes from elsewhere. */
    private static List<String> parameters(String signature) {
        var flat = signature.replaceAll("\\s+", " ").replaceAll("@RequestBody\\(.*\\) ?(?=byte|String)", "");
        while (!flat.equals(flat = flat.replaceAll("(@\\w+)\\([^()]*\\)", "$1"))) continue;
        return List.of(flat.split(",(?![^<]*>)")).stream()
                .map(it -> it.strip().replaceAll("^@Nullable ", ""))
                .filter(it -> !it.startsWith("@"))
                .toList();
    }

    private static boolean isBody(String parameter, String text) {
        var read = TREE_OR_TEXT.matcher(parameter);
        return read.matches() && !text.contains("{" + read.group(3) + "}") && !text.contains("{" + read.group(3) + ":");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
