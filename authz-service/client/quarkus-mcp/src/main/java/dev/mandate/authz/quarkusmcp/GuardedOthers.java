package dev.mandate.authz.quarkusmcp;

import static java.lang.System.Logger.Level.WARNING;

import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.PromptFilter;
import io.quarkiverse.mcp.server.PromptManager.PromptInfo;
import io.quarkiverse.mcp.server.ResourceFilter;
import io.quarkiverse.mcp.server.ResourceManager.ResourceInfo;
import io.quarkiverse.mcp.server.ResourceTemplateFilter;
import io.quarkiverse.mcp.server.ResourceTemplateManager.ResourceTemplateInfo;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Prompts and resources that no method of this server declares, which its interceptor doesn't see: told in the log, and not there for clients unless {@code mandate.guard.tools} is {@code annotated}. */
@Singleton
class GuardedOthers implements PromptFilter, ResourceFilter, ResourceTemplateFilter {
    private static final System.Logger LOG = System.getLogger(GuardedOthers.class.getName());
    private static final int MOST_TOLD = 1_000;

    private final GuardSettings settings;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    GuardedOthers(GuardSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean test(PromptInfo prompt, McpConnection connection) {
        return seen("prompt", prompt);
    }

    @Override
    public boolean test(ResourceInfo resource, McpConnection connection) {
        return seen("resource", resource);
    }

    @Override
    public boolean test(ResourceTemplateInfo template, McpConnection connection) {
        return seen("resource template", template);
    }

    private boolean seen(String kind, FeatureInfo it) {
        if (it.method().filter(method -> GuardedMethod.of(method) != null).isPresent()) return true;
        if (told.size() < MOST_TOLD && told.add(kind + " " + it.name()))
            LOG.log(WARNING, "{0} {1} is not guarded{2}", kind, it.name(), settings.all() ? ", so it is hidden" : "");
        return !settings.all();
    }
}
