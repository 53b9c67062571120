package dev.mandate.gateway.models;

import dev.mandate.gateway.providers.ModelProvider.Kind;
import java.util.Set;

/**
 * Kinds of what is in a prompt (items, blocks, parts, sources), as providers have published them by November 2026. A kind that isn't here may be one
 * that brings tools along, as {@code additional_tools} did once.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">OpenAI, responses, input</a>
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic, messages, content</a>
 */
final class PromptKinds {
    /** What nobody has said, but the provider keeps: of other callers' too, since all come with the operator's key. */
    static final String REFERENCE = "item_reference";

    /** A file that the provider keeps. */
    static final String FILE = "file_id";

    /** An answer that was spoken, which the provider keeps. */
    static final String AUDIO = "audio_id";

    /** Whatever the provider fetches from elsewhere: who is asked there reads what the address says. */
    static final String ADDRESS = "url";

    private static final Set<String> REACHING =
            Set.of(REFERENCE, FILE, AUDIO, ADDRESS, "mcp_approval_response", "container_upload", "tool_addition");

    /** What the provider has told before, from which nothing is fetched or looked up: addresses and files in it are words. */
    private static final Set<String> TOLD = names("""
            web_search_result web_fetch_result code_execution_output bash_code_execution_output""");

    private static final Set<String> OPENAI = names("""
            message text refusal image_url input_audio file
            input_text input_image input_file output_text summary_text reasoning_text computer_screenshot
            function_call function_call_output custom_tool_call custom_tool_call_output reasoning compaction compaction_trigger
            configuration_update computer_call computer_call_output local_shell_call local_shell_call_output shell_call
            shell_call_output apply_patch_call apply_patch_call_output additional_tools tool_search_call tool_search_output
            web_search_call file_search_call code_interpreter_call image_generation_call
            mcp_list_tools mcp_approval_request mcp_call program program_output""");

    private static final Set<String> ANTHROPIC = names("""
            text image document search_result thinking redacted_thinking tool_use tool_result tool_reference tool_removal
            base64 content file compaction fallback browser_state
            server_tool_use web_search_tool_result web_search_result web_search_tool_result_error web_fetch_tool_result
            web_fetch_result web_fetch_tool_result_error advisor_tool_result advisor_result advisor_redacted_result
            advisor_tool_result_error code_execution_tool_result code_execution_result encrypted_code_execution_result
            code_execution_output code_execution_tool_result_error bash_code_execution_tool_result bash_code_execution_result
            bash_code_execution_output bash_code_execution_tool_result_error text_editor_code_execution_tool_result
            text_editor_code_execution_view_result text_editor_code_execution_create_result
            text_editor_code_execution_str_replace_result text_editor_code_execution_tool_result_error
            tool_search_tool_result tool_search_tool_search_result tool_search_tool_result_error
            mcp_tool_use mcp_tool_result mcp_tool_listing""");

    private PromptKinds() {}

    /** Reaches what is kept at the provider or elsewhere, says yes to a call that it makes, or brings tools that aren't read here. */
    static boolean reaches(String name) {
        return REACHING.contains(name);
    }

    static boolean told(String kind) {
        return TOLD.contains(kind);
    }

    /** Neither runs anything nor reaches anything by itself, in the interfaces of this provider. */
    static boolean known(Kind provider, String kind) {
        return (provider == Kind.ANTHROPIC ? ANTHROPIC : OPENAI).contains(kind);
    }

    /** @param written with white space between */
    static Set<String> names(String written) {
        return Set.of(written.strip().split("\\s+"));
    }
}
