package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFeaturesTest {
    @Test
    void a_member_that_nobody_here_knows_is_passed_once_the_operator_names_it() throws BadRequest {
        var written = "{'model':'m','messages':[],'top_k':40}";
        assertThat(refusal(written, provider(Set.of(), Set.of())))
                .hasValue(
                        "This gateway doesn't know “top_k” of chat/completions, and passes on what it knows; leave it out, or have the operator name it in passes of house");
        assertThat(refusal(written, provider(Set.of(), Set.of("top_k")))).isEmpty();
        assertThat(refusal(written, provider(Set.of("top_k"), Set.of())))
                .as("which isn't known to reach either")
                .isPresent();
    }

    @Test
    void tools_that_the_provider_runs_are_not_passed_for_being_unknown() throws BadRequest {
        var written = "{'model':'m','messages':[],'tools':[{'type':'remote_browser'}]}";
        assertThat(refusal(written, provider(Set.of(), Set.of("remote_browser"))))
                .hasValue(
                        "This gateway passes on no “remote_browser”, which reaches beyond the model; leave it out, or have the operator name it in allow of house");
        assertThat(refusal(written, provider(Set.of("remote_browser"), Set.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web_search_options",
                "mcp_servers",
                "previous_response_id",
                "container",
                "item_reference",
                "file_id",
                "url"
            })
    void what_is_known_to_reach_can_not_be_named_so(String name) {
        assertThatThrownBy(() -> RequestFeatures.check(provider(Set.of(), Set.of(name))))
                .hasMessageContainingAll("house.passes", name, "house.allow");
        RequestFeatures.check(provider(Set.of(name), Set.of("top_k")));
    }

    @Test
    void a_name_is_told_in_quotation_and_no_longer_than_anybody_reads() throws BadRequest {
        var written = "{'model':'m','messages':[],'x\\n”" + "y".repeat(400) + "':1}";
        assertThat(refusal(written, provider(Set.of(), Set.of())).orElseThrow())
                .contains("“x\\u000a\"yyy")
                .hasSizeLessThan(300);
    }

    private static Optional<String> refusal(String written, ModelProvider provider) throws BadRequest {
        var request = RequestReader.read(
                Endpoint.CHAT_COMPLETIONS, written.replace('\'', '"').getBytes(UTF_8));
        return RequestFeatures.refusal(request, List.of(), provider);
    }

    private static ModelProvider provider(Set<String> allow, Set<String> passes) {
        return new ModelProvider(
                "house", URI.create("https://house.example"), Kind.OPENAI, null, Map.of(), allow, passes);
    }
}
