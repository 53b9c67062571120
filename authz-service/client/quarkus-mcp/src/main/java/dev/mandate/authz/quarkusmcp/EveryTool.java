package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.Registration;

/** Stands before every tool when the application is built, so that one that somebody forgot runs unguarded only where the settings say so. */
public final class EveryTool implements BuildCompatibleExtension {
    /** Of whatever bean. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Tool.class)
    public void guard(MethodConfig method) {
        if (method.info().hasAnnotation(Tool.class) && !method.info().hasAnnotation(Guarded.class))
            method.addAnnotation(Guarded.class);
    }

    /** No other is as early as what decides, nor as late as what sees to it. */
    @Registration(types = Object.class)
    public void between(InterceptorInfo interceptor, Messages messages) {
        var at = interceptor.priority();
        if (at != null
                && (at == Integer.MIN_VALUE || at == Integer.MAX_VALUE)
                && !interceptor.declaringClass().name().startsWith("dev.mandate.authz.quarkusmcp."))
            messages.error("its @Priority must leave the first and the last place to what guards tools", interceptor);
    }
}
