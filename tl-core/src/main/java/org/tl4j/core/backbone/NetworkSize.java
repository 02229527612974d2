package org.tl4j.core.backbone;

/**
 * How large a whole network is, its classifier included.
 *
 * @param parameters how many parameters it has, as PyTorch counts them: without the statistics of batch norms
 * @param multiplyAdds how many multiplications, each with its addition, one image takes, in convolutions and dense
 *     layers, as torchvision publishes them under the name of GFLOPS
 */
public record NetworkSize(long parameters, long multiplyAdds) {
    public NetworkSize {
        if (parameters < 0 || multiplyAdds < 0) {
            throw new IllegalArgumentException(
                    "counts must be at least 0, found " + parameters + " and " + multiplyAdds);
        }
    }
}
