package dev.mandate.authz.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.mandate.authz.client.CallDenied;
import dev.mandate.authz.client.Guard;
import dev.mandate.authz.client.Outcome;
import dev.mandate.authz.client.Outcome.Status;
import java.util.Map;
import java.util.concurrent.Callable;

/** Executes what is allowed, with just the arguments that were decided; a denial is an error that the model reads. */
record GuardedTool(Guard guard, String tool, ToolExecutor executor) implements ToolExecutor {
    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    /** What two readers could read differently is read by nobody. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public String execute(ToolExecutionRequest request, Object memory) {
        return run(
                        request,
                        decided -> ToolExecutionResult.builder()
                                .resultText(executor.execute(decided, memory))
                                .build())
                .resultText();
    }

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
        return run(request, decided -> executor.executeWithContext(decided, context));
    }

    private interface Execution {
        ToolExecutionResult of(ToolExecutionRequest decided);
    }

    private ToolExecutionResult run(ToolExecutionRequest request, Execution execution) {
        try {
            var arguments = arguments(request.arguments());
            var decided = ToolExecutionRequest.builder()
                    .id(request.id())
                    .name(request.name())
                    .arguments(JSON.writeValueAsString(arguments))
                    .build();
            Callable<ToolExecutionResult> call = () -> execution.of(decided);
            return guard.call(tool, arguments, call, GuardedTool::outcome);
        } catch (CallDenied denied) {
            return refused(String.valueOf(denied.getMessage()));
        } catch (JsonProcessingException e) {
            return refused("Not done: the arguments of " + tool + " are no JSON object, " + e.getOriginalMessage());
        } catch (RuntimeException e) {
            throw e; // of the tool, for LangChain4j's handlers
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("Not done: whoever asked for " + tool + " went away");
        } catch (Exception e) {
            throw new IllegalStateException(e); // executors declare none
        }
    }

    private static Map<String, Object> arguments(String json) throws JsonProcessingException {
        if (json == null || json.isBlank()) return Map.of();
        var arguments = JSON.readValue(json, ARGUMENTS);
        return arguments == null ? Map.of() : arguments;
    }

    private static Outcome outcome(ToolExecutionResult result) {
        return Outcome.of(result.isError() ? Status.FAILED : Status.SUCCEEDED, result.resultText())
                .with(result.resultText());
    }

    private static ToolExecutionResult refused(String words) {
        return ToolExecutionResult.builder().isError(true).resultText(words).build();
    }
}
