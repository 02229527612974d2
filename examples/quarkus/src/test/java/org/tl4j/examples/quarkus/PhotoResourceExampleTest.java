package org.tl4j.examples.quarkus;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tl4j.examples.sample.SampleModel;

/** The application on a port of its own, asked as a client does. */
@QuarkusTest
@QuarkusTestResource(ModelFile.class)
class PhotoResourceExampleTest {
    @Test
    void labelsAPhoto() {
        given().contentType("image/png")
                .body(SampleModel.photo())
                .when()
                .post("/photos")
                .then()
                .statusCode(200)
                .body("labels", hasSize(5))
                .body("labels[0].label", equalTo(SampleModel.LABEL))
                .body("labels[0].probability.doubleValue()", closeTo(0.75, 0.25));
    }

    @Test
    void saysWhyItCannotRead() {
        given().contentType("application/octet-stream")
                .body("no image".getBytes(StandardCharsets.UTF_8))
                .when()
                .post("/photos")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(containsString("detail"));
    }

    @Test
    void anEmptyBodyIsABadRequest() {
        given().contentType("application/octet-stream")
                .body(new byte[0])
                .when()
                .post("/photos")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void isReady() {
        get("/q/health/ready").then().statusCode(200).body("checks[0].data.backbone", equalTo("resnet20-garments"));
    }
}
