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
    /** No interceptor of others is as early as what decides, nor as late as what sees to it. */
    static final int FIRST = Integer.MIN_VALUE;

    static final int LAST = Integer.MAX_VALUE;
    private static final String HERE = EveryTool.class.getPackageName() + ".";

    /** Of whatever bean. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Tool.class)
    public void guard(MethodConfig method) {
        if (method.info().hasAnnotation(Tool.class) && !method.info().hasAnnotation(Guarded.class))
            method.addAnnotation(Guarded.class);
    }

    /** Of all, since each may stand before a tool. */
    @Registration(types = Object.class)
    public void between(InterceptorInfo interceptor, Messages messages) {
        var at = interceptor.priority();
        if (at != null
                && (at == FIRST || at == LAST)
                && !interceptor.declaringClass().name().startsWith(HERE))
            messages.error("its @Priority must leave the first and the last place to what guards tools", interceptor);
    }
}
