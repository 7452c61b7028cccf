/**
 * The key by which callers encrypt payloads for the platform. It is the mock's own, the same in every run and known to
 * everybody who reads this: nothing that it protects is secret.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const JWK = {
  kty: 'RSA',
  n:
    '0NgD26QNHkiWsWb4YaU9Gp8BGehvRZpF8oqCIx0jF1xJW8Dp_VbiHOGPPkI8VElb7qTI7kIfee1QmblON28DiUHEi6L_57B76ANQ' +
    'x6IOd_kFwbE89O_roCQ49-l9NABzEdzF90NYkQooCc00CQhUn8f7DQ5gfbUkk7puMl3Qf0dNsKH6yCqPH-roFm0J6ctyjHOgWo_-' +
    'W1Vvv3o6J0GHAqO51ynGPepF32_LLxrTeikiiy3FKcsDW1LOLZ4c4uqg-CM9Jx4U2GmkVugRDhbPj4BVs16iSqGDBvvJDww8yKYD' +
    'R1BceH0rVM39zXOLHf7CuJ-xHCamlVZdYVotlPhE7w',
  e: 'AQAB',
  d:
    'HMoymfQ_FLYoA_OwePGI_2L9CV_H-x3d16Ytc37ASCeiO0JYX2K7UATuNMR3wZzNThQsWOAHq8zByDdJ541nvOOynxdM1Nk4846F' +
    'c8fM29AZ8Y4n25I5dr2XluF6r5ECS-uV5NTFYFU4mMVPj5E07UPpwW6CccHndXAFYe8Z33mqnYdvLX_AWTax6gT3lotYofqhP8Lx' +
    '-CiK29g56K-1saWeuMgWMniusnFIYSw_gPFF2mJ_TKW8DysZXxCbva2xiegXJgfiO8N-63fnajy4AxfcT-a8iTY-48HXwTF9sYEH' +
    'aulns7yUBNwGs_n2ArMLxmwn-zsPtet0FZfNm3pB8Q',
  p:
    '7oWhYoZk9xjDr5f6z8gZ6RENc9lUgqe4P7z3bTEU5faARig5JcIpkVBc6DGdA0S4KTUr33BfDIRcDo89xYus-pRoZR-tlXsp4Etm' +
    '4ilYk7NVjQQLz2Ybto7Wx1DJOdzLBLkN4BaBQbrCHo7dp8Kc8v5MMVecDuYNGeGosQS9v9E',
  q:
    '4CWo3HaQQYipLeeIcHcZe2PQ9xEH-e9Nl3s0eSWQCNh5L4Y6D02cfMMZUu6gLf6z7FNKmhPlpYTFdQxcxr_GBi0NXtGzG4hwyBV0' +
    'mvn9vdPeS0b5uTxtM0koPJwf0k-0X_Y29tFdPSM0Y_gqlKnxCRvYidvGieK9SNpbYet1qL8',
  dp:
    'qdoVE4Easu86onc6ju4yrUqMZtvzl1ryFMlu9J3IAP5pWAxara23RhiRIHP8GJC-B_IqPOHbfaFfoKqWVW9ijcpTEPfe95yONH_d' +
    'Ut4Yio1hNZsVAer3fyf2gFbiBMda9xEEdXfxMapZg8M-yrEGbO9zuItnwSBHYg_UvcHfkZE',
  dq:
    'FVsBL6AMNnIyzDDXCwAN6XelHST-QY3PMrOGWFR_2JfnU-PR_EtEsY5VB1W85STzN3zoCq4CnzZ7KZ-35ye2UjhQocwQ6HqjZCzH' +
    'I0zWJBPfhgSJHmDndo9tyfiF_5-ga9QlgHaKD50fDLdEN03JrTh99QR_cfusVRiYxEeOujk',
  qi:
    'Qe-rhUJsvRPyt8TPJUb-OxlBjUFEDDvzYxaLAXIxIObjp4_5uqBarmJ2Fg0xI7G3zaqEHLdOxOMMmbAhLDTAnuuUoUn83WqgHZCL' +
    'aY1nxeukMN5YVi_mTAqivgEzmnPL2HAYGDTR9JH1P5dy44rU3qIJ54Mgn-rMQcq5wwISFz0',
};

export const platformKey: KeyObject = createPrivateKey({ key: JWK, format: 'jwk' });

/** The public half, as settings show it: a PEM in base64. */
export const platformPublicKey: string = Buffer.from(
  createPublicKey(platformKey).export({ format: 'pem', type: 'spki' }),
).toString('base64');
