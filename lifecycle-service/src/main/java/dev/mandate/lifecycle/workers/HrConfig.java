package dev.mandate.lifecycle.workers;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Which HR systems there are. */
@ConfigMapping(prefix = "mandate.lifecycle.hr")
interface HrConfig {
    /**
     * Whose employees a source takes over: {@code <its source>=<the source before it>}, as CloudEvents names them, several parted
     * by semicolons. None by default. To be kept as long as anybody's history has events of the source before.
     */
    Map<String, String> succeeds();
}
