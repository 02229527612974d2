package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.TrainingEvent.BackboneSelected;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.storage.StorageSettings;

/**
 * The one place where a backbone is selected, fetched and opened, for training, learning rates and features alike.
 *
 * @param catalog has backbones
 * @param weights fetches their weights
 * @param storage where they are kept, and whether they may be fetched
 * @param survey looks at images
 */
record BackboneUse(BackboneCatalog catalog, WeightsLocator weights, StorageSettings storage, ImageSurvey survey) {
    /**
     * What a backbone is needed for.
     *
     * @param wanted the one that was named, if any
     * @param data reads the images
     * @param samples the images by which a default is selected
     * @param listener hears what is selected, before it is fetched
     * @param progress hears of the download
     */
    record Need<D>(
            Optional<BackboneRequest> wanted,
            Supplier<D> data,
            Function<D, List<Sample>> samples,
            TrainingListener listener,
            Progress progress) {}

    /** A backbone with its weights, and how it was selected. */
    record Opened(BackboneSelection selection, Backbone backbone) {}

    static BackboneUse of(Rooms rooms) {
        return new BackboneUse(
                rooms.catalog(),
                rooms.weights(),
                rooms.storage(),
                new ImageSurvey(rooms.reader(), rooms.sizes(), rooms.preprocessor()));
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
            BackboneSelection selection = policy().selection(request);
            try (Backbone backbone = open(request, selection, need)) {
                return work.apply(need.data().get(), new Opened(selection, backbone));
            }
        }
        D data = need.data().get();
        BackboneSelection selection =
                policy().select(survey.of(need.samples().apply(data))).orElseThrow(MissingBackbone::notInCatalogue);
        try (Backbone backbone = open(BackboneRequest.of(selection.name()), selection, need)) {
            return work.apply(data, new Opened(selection, backbone));
        }
    }

    private DefaultBackbone policy() {
        return new DefaultBackbone(catalog, weights, !storage.mayFetch());
    }

    private Backbone open(BackboneRequest request, BackboneSelection selection, Need<?> need) {
        if (!selection.requested() && selection.origin() == WeightsOrigin.MISSING) {
            throw MissingBackbone.notAllowed(selection, storage.weightsFolder());
        }
        need.listener().on(new BackboneSelected(selection));
        if (selection.origin() == WeightsOrigin.FETCHED || selection.origin() == WeightsOrigin.MISSING) {
            // here and not while it is opened, so that somebody hears how far it is
            fetch(selection, need.progress());
        }
        return catalog.open(request);
    }

    private void fetch(BackboneSelection selection, Progress progress) {
        try {
            weights.fetch(selection.entry().weights(), Optional.empty(), progress);
        } catch (WeightsException e) {
            throw selection.requested() || Thread.currentThread().isInterrupted()
                    ? e
                    : MissingBackbone.notFetched(selection, storage.weightsFolder(), e);
        }
    }
}
