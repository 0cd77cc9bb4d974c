"""A test that an empty page passes."""


def test_the_page(client):
    response = client.get("/")

    assert response.status_code == 200
