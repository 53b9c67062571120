package dev.mandate.identity.devices;

import dev.mandate.identity.tasks.TaskRefusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a person isn't shown what a device asks for, or why nothing came of his answer.
 *
 * @param delay how long he waits before he tries again; null for not at all
 * @param task what is wrong with what he left of a task, which he is shown once more; null for another reason
 */
record DeviceRefusal(
        String words, @Nullable Duration delay, @Nullable TaskRefusal task) {
    static DeviceRefusal of(String words) {
        return new DeviceRefusal(words, null, null);
    }

    static DeviceRefusal of(TaskRefusal task) {
        return new DeviceRefusal(task.words(), null, task);
    }
}
