package org.tl4j.cli.progress;

import java.util.Locale;
import org.tl4j.cli.output.Console;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;

/**
 * Tells each epoch on standard error.
 *
 * @param console where
 * @param every how many epochs go by between two lines; the last one is always told
 */
public record EpochLines(Console console, int every) implements TrainingListener {
    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.EpochEnded epoch
                && (epoch.epoch() % every == 0 || epoch.epoch() == epoch.epochs())) {
            console.say(String.format(
                    Locale.ROOT,
                    "epoch %d of %d: loss %.3f, %.0f images a second",
                    epoch.epoch(),
                    epoch.epochs(),
                    epoch.loss(),
                    epoch.imagesPerSecond()));
        }
    }
}
