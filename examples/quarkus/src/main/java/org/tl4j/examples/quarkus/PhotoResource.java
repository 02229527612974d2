package org.tl4j.examples.quarkus;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;

/** An image in, its labels out: {@code curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' localhost:8080/photos}. */
@Path("/photos")
class PhotoResource {
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_LABELS = 5;

    private final Predictor predictor;

    PhotoResource(Predictor predictor) {
        this.predictor = predictor;
    }

    /**
     * The labels of a photo.
     *
     * @param labels the most probable ones first
     * @param unsure whether a person should look
     */
    public record Answer(List<ScoredLabel> labels, boolean unsure) {}

    /** Returns no Uni, so Quarkus calls it on a worker thread, where it may compute. */
    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    @Produces(MediaType.APPLICATION_JSON)
    public Answer predict(byte[] photo) {
        Prediction prediction = predictor.predict(photo);
        return new Answer(prediction.top(MOST_LABELS), prediction.isUnsure());
    }

    /** Such as an empty body. */
    @ServerExceptionMapper
    RestResponse<Map<String, Object>> malformed(UsageException failure) {
        return problem(BAD_REQUEST, "Bad Request", failure);
    }

    /** What the sender can fix; every other exception is ours and stays 500. */
    @ServerExceptionMapper
    RestResponse<Map<String, Object>> unusable(DataException failure) {
        return problem(UNPROCESSABLE, "Unprocessable Content", failure);
    }

    private static RestResponse<Map<String, Object>> problem(int status, String title, Tl4jException failure) {
        Map<String, Object> problem = Map.of("title", title, "status", status, "detail", failure.getMessage());
        return ResponseBuilder.<Map<String, Object>>create(status, title)
                .entity(problem)
                .type("application/problem+json")
                .build();
    }
}
