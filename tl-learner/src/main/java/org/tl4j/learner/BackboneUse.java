package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.TrainingEvent.BackboneSelected;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.storage.StorageSettings;

/**
 * The one place where a backbone is selected, fetched and opened, for training, learning rates and features alike.
 */
final class BackboneUse {
    private final BackboneResolver resolver;
    private final StorageSettings storage;
    private final ImageSurvey survey;

    /**
     * Over these parts.
     *
     * @param resolver finds backbones and their weights
     * @param storage where they are kept, and whether they may be fetched
     * @param survey looks at images
     */
    BackboneUse(BackboneResolver resolver, StorageSettings storage, ImageSurvey survey) {
        this.resolver = resolver;
        this.storage = storage;
        this.survey = survey;
    }

    /** The same, reading and decoding images within other limits. */
    BackboneUse within(ReadingSettings limits) {
        return new BackboneUse(resolver, storage, survey.within(limits));
    }

    /**
     * What a backbone is needed for.
     *
     * @param wanted the one that was named, if any
     * @param data reads the images
     * @param samples the images by which a default is selected
     * @param listener receives what is selected, before it is fetched
     * @param progress receives the state of the download
     * @param suitable refuses a backbone that was named and is of no use for the work, before any image is read
     */
    record Need<D>(
            Optional<BackboneRequest> wanted,
            Supplier<D> data,
            Function<D, List<Sample>> samples,
            TrainingListener listener,
            Progress progress,
            Consumer<Backbone> suitable) {
        /** A need that any backbone meets. */
        Need(
                Optional<BackboneRequest> wanted,
                Supplier<D> data,
                Function<D, List<Sample>> samples,
                TrainingListener listener,
                Progress progress) {
            this(wanted, data, samples, listener, progress, backbone -> {});
        }
    }

    /**
     * A backbone with its weights.
     *
     * @param selection how it was selected
     * @param engine that the entry names, and that trains
     * @param computing the engine of the features
     * @param source opens it again
     */
    record Opened(
            BackboneSelection selection, Backbone backbone, EngineInfo engine, EngineInfo computing, Source source) {
        private static Opened of(BackboneSelection selection, Backbone backbone, Source source) {
            ResolvedBackbone resolved = source.resolved();
            return new Opened(selection, backbone, resolved.engine().info(), resolved.computing(backbone), source);
        }

        /** The same, up to another boundary. */
        Opened with(Backbone other) {
            return of(selection, other, source);
        }

        /** Where features can be taken, from the input on. */
        List<BoundaryOption> boundaries() {
            ResolvedBackbone resolved = source.resolved();
            return resolved.engine()
                    .structure(resolved.entry(), source.weights().contents())
                    .map(NetworkStructure::boundaries)
                    .orElse(List.of());
        }

        /** The same network up to other vertices; the caller closes it. */
        Backbone open(List<String> vertices, Optional<Pooling> pooling) {
            return source.resolved().open(source.weights(), vertices, pooling);
        }
    }

    /**
     * What a backbone is opened from.
     *
     * @param weights of it
     */
    record Source(ResolvedBackbone resolved, LocatedWeights weights) {
        private Backbone open() {
            return resolved.open(weights);
        }
    }

    /** What would be selected for images of these traits if nobody named a backbone. */
    Optional<BackboneSelection> outlook(ImageTraits images) {
        return policy().select(images);
    }

    /**
     * Reads the data, opens a backbone for it, does the work and closes the backbone.
     *
     * @throws WeightsException if there is none, and it cannot be fetched; then it says which file to bring
     */
    <D, R> R with(Need<D> need, BiFunction<D, Opened, R> work) {
        if (need.wanted().isPresent()) {
            // first, since a wrong name is reported at once and a hundred thousand images take a while
            BackboneRequest request = need.wanted().get();
            ResolvedBackbone resolved = resolver.resolve(request);
            BackboneSelection selection = policy().selection(resolved);
            Source source = located(resolved, selection, need);
            try (Backbone backbone = source.open()) {
                need.suitable().accept(backbone);
                return work.apply(need.data().get(), Opened.of(selection, backbone, source));
            }
        }
        D data = need.data().get();
        BackboneSelection selection =
                policy().select(survey.of(need.samples().apply(data))).orElseThrow(MissingBackbone::notInCatalogue);
        ResolvedBackbone resolved = resolver.resolve(selection.entry(), BackboneRequest.of(selection.name()));
        Source source = located(resolved, selection, need);
        try (Backbone backbone = source.open()) {
            return work.apply(data, Opened.of(selection, backbone, source));
        }
    }

    private DefaultBackbone policy() {
        return new DefaultBackbone(resolver, !storage.mayFetch());
    }

    private Source located(ResolvedBackbone resolved, BackboneSelection selection, Need<?> need) {
        if (!selection.requested() && selection.origin() == WeightsOrigin.MISSING) {
            throw MissingBackbone.notAllowed(selection, storage.weightsFolder());
        }
        need.listener().on(new BackboneSelected(selection));
        boolean absent = selection.origin() == WeightsOrigin.FETCHED || selection.origin() == WeightsOrigin.MISSING;
        // fetched with progress, which locating does not report
        return new Source(resolved, absent ? fetch(selection, need.progress()) : resolver.locate(resolved));
    }

    private LocatedWeights fetch(BackboneSelection selection, Progress progress) {
        try {
            return resolver.weights().fetch(selection.entry().weights(), Optional.empty(), progress);
        } catch (WeightsException e) {
            throw selection.requested() || Thread.currentThread().isInterrupted()
                    ? e
                    : MissingBackbone.notFetched(selection, storage.weightsFolder(), e);
        }
    }
}
