package dev.mandate.authz.quarkusmcp;

import static java.lang.Integer.MAX_VALUE;
import static java.lang.Integer.MIN_VALUE;

import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.CompleteResourceTemplate;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.Registration;

/** Stands before every tool, prompt, resource and completion when the application is built, so that one that somebody forgot runs unguarded only where the settings say so. */
public final class EveryTool implements BuildCompatibleExtension {
    /** Of whatever bean. */
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {
                Tool.class,
                Prompt.class,
                Resource.class,
                ResourceTemplate.class,
                CompletePrompt.class,
                CompleteResourceTemplate.class
            })
    public void guard(MethodConfig method) {
        if (GuardedMethod.REACHED.stream().anyMatch(method.info()::hasAnnotation)
                && !method.info().hasAnnotation(Guarded.class)) method.addAnnotation(Guarded.class);
    }

    /** No other is as early as what decides, nor as late as what sees to it. */
    @Registration(types = Object.class)
    public void between(InterceptorInfo other, Messages messages) {
        var at = other.priority();
        var ours = other.declaringClass().name().startsWith("dev.mandate.");
        if (at != null && (at == MIN_VALUE || at == MAX_VALUE) && !ours)
            messages.error("its @Priority must leave the first and the last place to what guards tools", other);
    }
}
