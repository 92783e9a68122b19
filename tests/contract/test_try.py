def test_a(world):
    print({k:v[:30] for k,v in world.kept.items()})
    r=world.client.get('/ready'); print(r.text)
    for m in ('/openai/models','/ollama/api/tags','/api/models'):
        r=world.client.get(m,headers={'authorization':'Bearer '+world.kept['bob']}); print(m,r.status_code,r.text[:600])
