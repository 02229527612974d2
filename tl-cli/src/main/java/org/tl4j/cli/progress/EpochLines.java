package org.tl4j.cli.progress;

import java.util.Locale;
import org.tl4j.application.text.Format;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.cli.output.Console;
import org.tl4j.core.training.DecisionText;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;

/**
 * Reports epochs and decisions on standard error.
 */
public final class EpochLines implements TrainingListener {
    private final Console console;
    private final int every;
    private final boolean decisions;

    /**
     * Reports nothing yet.
     *
     * @param console where to print
     * @param every the number of epochs between two lines; the last epoch is always reported
     * @param decisions whether decisions are reported; false if the text on standard output has all of them
     */
    public EpochLines(Console console, int every, boolean decisions) {
        this.console = console;
        this.every = every;
        this.decisions = decisions;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.EpochEnded epoch
                && (epoch.epoch() % every == 0 || epoch.epoch() == epoch.epochs())) {
            console.say(String.format(
                    Locale.ROOT,
                    "%s, epoch %d of %d: loss %.3f%s, rate %.2g%s",
                    epoch.piece(),
                    epoch.epoch(),
                    epoch.epochs(),
                    epoch.loss(),
                    epoch.validation()
                            .map(score -> ", validation "
                                    + (score.metric() == ScoreMetric.ACCURACY
                                            ? Format.percent(score.value())
                                            : "mAP " + Format.decimal(score.value())))
                            .orElse(""),
                    epoch.learningRate(),
                    epoch.imagesPerSecond()
                            .map(speed -> String.format(Locale.ROOT, ", %.1f images per second", speed))
                            .orElse("")));
        } else if (event instanceof TrainingEvent.TrainingStarted start && start.epoch() > 1) {
            console.say("resuming with epoch " + start.epoch() + " of " + start.epochs() + " of " + start.piece());
        } else if (event instanceof TrainingEvent.Decided decided && decisions) {
            console.say(CommandTerms.in(DecisionText.of(decided.decision())));
        }
    }
}
