package org.tl4j.core.prediction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.error.UsageException;

/** Which parts of an image speak for its labels, or why that cannot be said of a model. */
public sealed interface Explanation {
    /**
     * The maps, one per label that was asked for, in their order.
     *
     * @throws UsageException if there are none, and why
     */
    List<HeatMap> orThrow();

    /**
     * The parts of the image are known.
     *
     * @param maps one per label
     * @param kind what their values are, the same for each image of a model
     */
    record Explained(List<HeatMap> maps, HeatMapKind kind) implements Explanation {
        public Explained {
            maps = List.copyOf(maps);
            requireNonNull(kind, "kind is null");
        }

        /** Maps whose values are exact. */
        public Explained(List<HeatMap> maps) {
            this(maps, HeatMapKind.EXACT);
        }

        @Override
        public List<HeatMap> orThrow() {
            return maps;
        }
    }

    /**
     * The model cannot be explained so; this is the same for each image.
     *
     * @param reason a clause that says what of the model prevents it: {@code its output is no softmax}
     */
    record Unavailable(String reason) implements Explanation {
        public Unavailable {
            requireNonNull(reason, "reason is null");
        }

        @Override
        public List<HeatMap> orThrow() {
            throw new UsageException(
                    "heat maps of the model", "need a map or patches from which all logits follow", reason, "");
        }
    }
}
