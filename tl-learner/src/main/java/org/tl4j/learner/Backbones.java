package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;

/**
 * The backbones of the catalogue: what they are, whether their weights are on this machine, and how to open one. Thread-safe.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create();
 *         Backbone backbone = learner.backbones().open(BackboneRequest.of("resnet18-imagenet"))) {
 *     System.out.println(backbone.spec().boundary().width());
 * }
 * }</pre>
 */
public final class Backbones {
    private final BackboneResolver resolver;

    Backbones(BackboneResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * All entries, in the order of preference for photos of any kind. An imported network whose entry is damaged is left out,
     * with a warning.
     */
    public List<BackboneEntry> entries() {
        return resolver.catalog().entries();
    }

    /**
     * The entry of a name, as {@link org.tl4j.core.backbone.BackboneCatalog#named} finds it.
     *
     * @throws UsageException if there is none
     */
    public BackboneEntry named(String name) {
        return resolver.catalog().named(required(name, "name"));
    }

    /**
     * The entry of a request, with its input size, after the request was checked: it goes with the network as far as that is
     * known without a file.
     *
     * @throws UsageException if the name, the boundary or the pooling is unknown, the network cannot take images of the size,
     *     or the engine of the entry is not there
     */
    public BackboneEntry entry(BackboneRequest request) {
        return resolver.resolve(required(request, "request")).entry();
    }

    /**
     * Adds a backbone that is in no catalogue, until this learner is closed or {@link #remove} is called: its name can be
     * requested like any other, for every strategy. It is never taken by default. Bundles hold what {@code source} of the entry
     * says, as the setting {@code backbone-source}, and the digest of the weights.
     *
     * @param entry of a name that no other has; its weights state the digest of {@code weights}, and it names an engine that
     *     supports it
     * @param weights which are held in memory, or stay where they are
     * @throws UsageException if the name is taken, the digests differ, or no engine supports the entry
     */
    public void add(BackboneEntry entry, LocatedWeights weights) {
        required(entry, "entry");
        required(weights, "weights");
        resolver.requireSupported(entry);
        resolver.added().add(entry, weights, resolver.catalog().entries());
    }

    /** Forgets a backbone that was added, and with it its weights. Does nothing if there is none of that name. */
    public void remove(String name) {
        resolver.added().remove(required(name, "name"));
    }

    /**
     * The structure of an entry. No parameters are read, unless the graph lies in a zip of Deeplearning4j, of which all is
     * read; a file that holds the graph is not looked for on the web, and its digest is not checked.
     *
     * @return empty where the engine of the entry is not there, or the graph lies in a file that is not on this machine
     * @throws WeightsException if the graph lies in a file that is not what it must be
     */
    public Optional<NetworkStructure> structure(BackboneEntry entry) {
        return resolver.structure(required(entry, "entry"));
    }

    /**
     * What keeps an entry from being used in this application, as far as that is known without a file: its engine is not
     * there, or does not know the architecture or its input size. Empty where nothing does.
     */
    public Optional<Problem> problem(BackboneEntry entry) {
        return resolver.problem(required(entry, "entry"));
    }

    /** Whether the weights of an entry can be read now, without a file named by the user. */
    public boolean available(BackboneEntry entry) {
        return resolver.available(required(entry, "entry"));
    }

    /**
     * Builds a backbone and fills it with its weights, which are fetched where they are not on this machine; the caller closes
     * it. One that can be trained is a {@link org.tl4j.core.backbone.TrainableBackbone}.
     *
     * @throws UsageException as {@link #entry}
     * @throws WeightsException if the weights are missing or do not fit
     */
    public Backbone open(BackboneRequest request) {
        ResolvedBackbone resolved = resolver.resolve(required(request, "request"));
        return resolved.open(resolver.locate(resolved));
    }

    /**
     * Looks whether a backbone is what the catalogue says: the weights, the reference output, if it has one, and, where its
     * file is a network of other software, that it gives the same there.
     *
     * @return the largest deviation from the reference output, as a share of its largest value; empty where there is none
     * @throws WeightsException if it is not
     */
    public OptionalDouble verify(BackboneRequest request) {
        BackboneEntry entry = named(required(request, "request").name());
        // the reference output is for an image of the default size
        BackboneRequest asked = new BackboneRequest(
                entry.name(),
                request.weights(),
                entry.referenceOutput().map(golden -> List.of(golden.vertex())).orElse(List.of()),
                Optional.empty(),
                OptionalInt.empty());
        ResolvedBackbone resolved = resolver.resolve(entry, asked);
        LocatedWeights weights = resolver.locate(resolved);
        OptionalDouble deviation;
        try (Backbone backbone = resolved.open(weights)) {
            requireStated(entry, asked, weights.digest());
            deviation = entry.referenceOutput()
                    .map(golden -> golden.check(
                            backbone.features(golden.input(entry.preprocessing())), "backbone " + entry.name()))
                    .map(OptionalDouble::of)
                    .orElseGet(OptionalDouble::empty);
        }
        resolved.engine().prove(entry, weights);
        return deviation;
    }

    private static void requireStated(BackboneEntry entry, BackboneRequest request, Digest found) {
        Optional<Digest> stated = entry.weights().sha256();
        if (request.weights().isEmpty() && stated.isPresent() && !stated.get().equals(found)) {
            throw new WeightsException(
                    "weights of " + entry.name(), "must have the SHA-256 " + stated.get(), found.hex(), "");
        }
    }

    /**
     * The network of an entry with fresh weights and its own classifier, for pretraining; the caller closes it. Where the
     * graph lies in the file of the weights, that is read, and a linear layer at the default boundary is the classifier.
     *
     * @param classes how many outputs it gets
     * @param seed of the fresh weights
     * @throws UsageException if the name is unknown, or the engine of the entry cannot train
     * @throws WeightsException if the graph lies in a file that is not available
     */
    public TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer) {
        return resolver.untrained(
                resolver.resolve(BackboneRequest.of(required(name, "name"))), classes, seed, optimizer);
    }
}
