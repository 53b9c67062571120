package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;

/** Stands before every tool when the application is built, so that one that somebody forgot runs unguarded only where the settings say so. */
public final class EveryTool implements BuildCompatibleExtension {
    /** Of whatever bean. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Tool.class)
    public void guard(MethodConfig method) {
        if (method.info().hasAnnotation(Tool.class) && !method.info().hasAnnotation(Guarded.class))
            method.addAnnotation(Guarded.class);
    }
}
